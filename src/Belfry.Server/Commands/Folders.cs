using Belfry.Platform.Disk;

namespace Belfry.Server.Commands;

/// <summary>Folders that a user named.</summary>
internal static class Folders
{
    /// <summary>A folder that has to be there.</summary>
    internal static StoreDirectory Existing(string path) => DiskDirectory.TryOpen(path)
        ?? throw new CommandException($"there is no folder `{path}`: check the name");

    /// <summary>A folder that is made when it is not there.</summary>
    internal static StoreDirectory New(string path) => DiskDirectory.OpenOrCreate(path);
}
