using Belfry.Configuration;
using Belfry.Platform.Disk;

namespace Belfry.Server.Serving;

/// <summary>Configuration from the disk.</summary>
internal sealed class UserConfigurationFiles : IConfigurationFiles
{
    private const long LengthBytesMax = 32 << 20;

    /// <inheritdoc/>
    public bool TryRead(string path, out string text, out string error) =>
        UserFiles.TryReadText(path, LengthBytesMax, out text, out error);

    /// <inheritdoc/>
    public IReadOnlyList<string> Expand(string globPattern) => UserFiles.Expand(globPattern);
}
