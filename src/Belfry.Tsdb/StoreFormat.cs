using System.Text.Json;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb;

/// <summary>The layout of a data folder and the file that tells its version. Format: docs/formats/README.md.</summary>
internal static class StoreFormat
{
    internal const string LockName = "lock";
    internal const string JournalFolder = "journal";
    internal const string BlocksFolder = "blocks";

    /// <summary>In a folder whose content is still being put together: it is not opened before that is done.</summary>
    internal const string IncompleteName = "incomplete";

    /// <summary>What <c>format.json</c> is written as before it gets its name.</summary>
    internal const string TemporaryName = FileName + ".tmp";

    internal const string FileName = "format.json";

    private const string ClosedName = "closed";
    private const int Version = 1;

    /// <summary>Refuses a folder of a later version, untouched; marks a new one. Returns whether it is new.</summary>
    internal static bool CheckOrWrite(StoreDirectory directory)
    {
        if (Check(directory))
        {
            return false;
        }

        Write(directory);
        return true;
    }

    /// <summary>
    /// Refuses a folder of a later version and one that is not complete, and changes nothing. Whether it says that it
    /// is a data folder at all.
    /// </summary>
    internal static bool Check(StoreDirectory directory, bool acceptsIncomplete = false)
    {
        var files = directory.Files();
        if (files.Contains(IncompleteName) && !acceptsIncomplete)
        {
            throw new StorageFailureException(
                $"the data folder `{directory.Path}` is not complete: a restore or an import did not come to its end",
                IncompleteName,
                -1,
                "empty the folder and do it again");
        }

        if (!files.Contains(FileName))
        {
            return false;
        }

        using var file = directory.Open(FileName, writable: false);
        var bytes = new byte[Math.Min(file.LengthBytes, 4096)];
        file.Read(0, bytes);
        var version = VersionOf(bytes);
        if (version > Version)
        {
            throw new StorageFailureException(
                $"the data folder `{directory.Path}` has format version {version}, "
                    + $"this program knows versions up to {Version}",
                FileName,
                -1,
                BlockManifestFile.LaterVersionHint);
        }

        return true;
    }

    internal static void Write(StoreDirectory directory)
    {
        using (var file = directory.Create(TemporaryName))
        {
            file.Write(0, System.Text.Encoding.ASCII.GetBytes($"{{\"format\":\"belfry\",\"version\":{Version}}}\n"));
            file.Sync();
        }

        directory.Rename(TemporaryName, FileName);
        directory.Sync();
    }

    /// <summary>Leaves a mark that the store was closed in order.</summary>
    internal static void MarkClosed(StoreDirectory directory) => directory.Create(ClosedName).Dispose();

    /// <summary>Takes the mark away; whether it was there.</summary>
    internal static bool TakeClosedMark(StoreDirectory directory)
    {
        var isMarked = directory.Files().Contains(ClosedName);
        directory.Delete(ClosedName);
        return isMarked;
    }

    // A file that cannot be read tells nothing: everything below it has versions and checksums of its own.
    private static int VersionOf(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.TryGetProperty("version", out var version) ? version.GetInt32() : 0;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            return 0;
        }
    }
}
