using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Administration.Backup;

/// <summary>Copies files of folders and checks them, with a checksum for each. One thread.</summary>
internal sealed class FolderCopy(CancellationToken cancellationToken)
{
    private const int DepthMax = 6;

    private readonly byte[] buffer = new byte[1 << 20];
    private readonly List<BackupFile> files = [];

    /// <summary>What was copied so far.</summary>
    internal IReadOnlyList<BackupFile> Files => files;

    /// <summary>
    /// Copies <paramref name="source"/> with all below it, except what <paramref name="isLeftOut"/> names; every
    /// copied file and folder is synced.
    /// </summary>
    /// <param name="source">From here.</param>
    /// <param name="target">To here.</param>
    /// <param name="prefix">What the paths in <see cref="Files"/> start with: empty, or ending in <c>/</c>.</param>
    /// <param name="isLeftOut">Asked with paths below the data folder.</param>
    internal void Copy(StoreDirectory source, StoreDirectory target, string prefix, Func<string, bool> isLeftOut)
    {
        if (prefix.Count(character => character == '/') > DepthMax)
        {
            throw new StorageFailureException(
                $"`{source.Path}` lies too deep for a data folder", source.Path, -1, "take it out of the folder");
        }

        foreach (var name in source.Files().Where(name => !isLeftOut(prefix + name)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.Add(CopyFile(source, target, prefix, name));
            if (files.Count > BackupManifest.FilesMax)
            {
                throw new StorageFailureException(
                    $"more than {BackupManifest.FilesMax} files", source.Path, -1, "no data folder has as many");
            }
        }

        foreach (var name in source.Directories().Where(name => !isLeftOut(prefix + name)))
        {
            Copy(source.Subdirectory(name), target.Subdirectory(name), $"{prefix}{name}/", isLeftOut);
        }

        target.Sync();
    }

    /// <summary>Copies the files of a list; their folders are made. The caller compares the checksums.</summary>
    internal void CopyListed(StoreDirectory source, StoreDirectory target, IReadOnlyList<BackupFile> listed)
    {
        foreach (var folder in listed.GroupBy(file => FolderOf(file.Path)))
        {
            var from = Descend(source, folder.Key);
            var to = Descend(target, folder.Key);
            foreach (var file in folder)
            {
                cancellationToken.ThrowIfCancellationRequested();
                files.Add(CopyFile(from, to, folder.Key, file.Path[folder.Key.Length..]));
            }

            to.Sync();
        }
    }

    /// <summary>Says what is wrong with the files of a list: missing, another size, another checksum.</summary>
    internal void Check(
        StoreDirectory folder, IReadOnlyList<BackupFile> listed, Action<BackupFile, string> isWrong)
    {
        // Nothing is made here: a folder that is missing is told, not filled in.
        foreach (var file in listed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = file.Path[FolderOf(file.Path).Length..];
            if (Find(folder, FolderOf(file.Path)) is not { } holder || !holder.Files().Contains(name))
            {
                isWrong(file, "it is missing");
                continue;
            }

            using var opened = holder.Open(name, writable: false);
            var (size, checksum) = Read(opened, opened.LengthBytes, (_, _) => { });
            if (size != file.SizeBytes)
            {
                isWrong(file, $"it has {size} bytes, the backup's list says {file.SizeBytes}");
            }
            else if (checksum != file.Checksum)
            {
                isWrong(file, "its checksum is not that of the backup's list");
            }
        }
    }

    private BackupFile CopyFile(StoreDirectory source, StoreDirectory target, string prefix, string name)
    {
        // A log that grows beside this is copied as it was when it was opened.
        using var from = source.Open(name, writable: false);
        using var to = target.Create(name);
        var (size, checksum) = Read(
            from, from.LengthBytes, (offset, length) => to.Write(offset, buffer.AsSpan(0, length)));
        to.Sync();
        return new BackupFile(prefix + name, size, checksum);
    }

    private (long SizeBytes, uint Checksum) Read(StoreFile file, long lengthBytes, Action<long, int> visit)
    {
        long offset = 0;
        uint checksum = 0;
        while (offset < lengthBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = file.Read(offset, buffer.AsSpan(0, (int)Math.Min(buffer.Length, lengthBytes - offset)));
            if (read == 0)
            {
                break;
            }

            checksum = Crc32C.Compute(buffer.AsSpan(0, read), checksum);
            visit(offset, read);
            offset += read;
        }

        return (offset, checksum);
    }

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static StoreDirectory? Find(StoreDirectory folder, string path)
    {
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!folder.Directories().Contains(part))
            {
                return null;
            }

            folder = folder.Subdirectory(part);
        }

        return folder;
    }

    private static StoreDirectory Descend(StoreDirectory folder, string path)
    {
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folder = folder.Subdirectory(part);
        }

        return folder;
    }
}
