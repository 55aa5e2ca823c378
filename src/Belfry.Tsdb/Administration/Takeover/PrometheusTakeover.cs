using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Administration.Verification;

namespace Belfry.Tsdb.Administration.Takeover;

/// <summary>
/// Turns a data folder of Prometheus into one of Belfry's, in place. Nothing of Prometheus's is changed or deleted: its
/// files are moved into <c>prometheus-original</c> once everything in them was imported and the import was verified,
/// and stay there until somebody deletes them. It may be interrupted at any point and is then done again, or gone on
/// with.
/// </summary>
/// <remarks>
/// The steps, each of which leaves a folder from which the next start goes on: the import is written into
/// <c>prometheus-import</c>, a data folder of its own, and verified; the file <c>complete</c> in it says so;
/// Prometheus's files are moved away; the imported blocks are moved in; <c>format.json</c> is written, which makes the
/// folder ours; <c>prometheus-import</c> is deleted.
/// </remarks>
public static class PrometheusTakeover
{
    /// <summary>Where Prometheus's files go.</summary>
    public const string OriginalFolder = "prometheus-original";

    private const string ImportFolder = "prometheus-import";
    private const string CompleteName = "complete";
    private const string MetaName = "meta.json";

    private static readonly string[] PrometheusFolders = ["wal", "chunks_head", "wbl"];

    // Not Prometheus's, or needed where they are: both programs lock the same file.
    private static readonly HashSet<string> Staying = new(StringComparer.Ordinal)
    {
        StoreFormat.LockName,
        StoreFormat.TemporaryName,
        StoreFormat.BlocksFolder,
        ImportFolder,
        OriginalFolder,
        "alerting",
        "lost+found",
    };

    /// <summary>
    /// Whether the folder is Prometheus's, or one whose takeover was interrupted. Also clears what an interruption left
    /// behind the takeover's end.
    /// </summary>
    public static bool IsDue(StoreDirectory directory)
    {
        var folders = directory.Directories();
        if (StoreFormat.Check(directory))
        {
            if (folders.Contains(ImportFolder))
            {
                DeleteImport(directory);
            }

            return false;
        }

        return folders.Contains(ImportFolder)
            || folders.Any(name => PrometheusFolders.Contains(name))
            || folders.Any(name => BlockId.TryParse(name, out _)
                && directory.Subdirectory(name).Files().Contains(MetaName));
    }

    /// <summary>Takes the folder over, or goes on with it.</summary>
    /// <param name="directory">The folder; see <see cref="IsDue"/>.</param>
    /// <param name="import">
    /// Imports everything from the first folder into the second, an empty one, which becomes a data folder.
    /// </param>
    /// <param name="progress">Gets a line for each step.</param>
    /// <param name="cancellationToken">Interrupts it; the next start goes on.</param>
    /// <exception cref="StorageFailureException">
    /// Prometheus is running, or the import failed. Its files are then where they were, or all in
    /// <c>prometheus-original</c>.
    /// </exception>
    public static void Run(
        StoreDirectory directory,
        Action<StoreDirectory, StoreDirectory> import,
        Action<string> progress,
        CancellationToken cancellationToken)
    {
        using var folderLock = directory.TryLock(StoreFormat.LockName) ?? throw new StorageFailureException(
            $"the data folder `{directory.Path}` is in use by another process",
            StoreFormat.LockName,
            -1,
            "stop Prometheus before Belfry takes its folder over");
        try
        {
            if (!IsImported(directory))
            {
                Import(directory, import, progress, cancellationToken);
            }

            MoveOriginals(directory);
            MoveBlocks(directory);
            StoreFormat.Write(directory);
            DeleteImport(directory);
            progress($"the folder is Belfry's now; Prometheus's files are in `{OriginalFolder}`: delete them when you "
                + "do not want to go back");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot take Prometheus's folder over: {failure.Message}",
                directory.Path,
                -1,
                "check the free space (as much again is needed), the disk and the owner of the folder; the next start "
                    + "goes on, and nothing of Prometheus's is deleted",
                failure);
        }
    }

    private static void Import(
        StoreDirectory directory,
        Action<StoreDirectory, StoreDirectory> import,
        Action<string> progress,
        CancellationToken cancellationToken)
    {
        // What an interrupted import left may be half of anything.
        directory.DeleteDirectory(ImportFolder);
        var target = directory.Subdirectory(ImportFolder);
        progress("importing Prometheus's samples");
        import(directory, target);
        cancellationToken.ThrowIfCancellationRequested();
        progress("verifying the import");
        var report = StoreVerifier.VerifyLocked(target, progress, cancellationToken);
        if (!report.IsSound)
        {
            throw new StorageFailureException(
                $"the import is not sound: {report.Findings[0]}",
                ImportFolder,
                report.Findings[0].Offset,
                "check the disk; the next start imports again, and nothing of Prometheus's was changed");
        }

        using (var complete = target.Create(CompleteName))
        {
            complete.Sync();
        }

        target.Sync();
        directory.Sync();
    }

    private static bool IsImported(StoreDirectory directory) => directory.Directories().Contains(ImportFolder)
        && directory.Subdirectory(ImportFolder).Files().Contains(CompleteName);

    private static void MoveOriginals(StoreDirectory directory)
    {
        var original = directory.Subdirectory(OriginalFolder);
        foreach (var name in directory.Files().Where(name => !Staying.Contains(name)))
        {
            MoveFile(directory, name, original);
        }

        foreach (var name in directory.Directories().Where(name => !Staying.Contains(name)))
        {
            if (original.Exists(name))
            {
                throw IsTwice(name);
            }

            directory.Move(name, original);
        }

        original.Sync();
        directory.Sync();
    }

    // A second name is made durable before the first goes, so that no crash can take both.
    private static void MoveFile(StoreDirectory directory, string name, StoreDirectory original)
    {
        if (!original.Exists(name))
        {
            directory.Link(name, original, name);
        }
        else if (Checksum(directory, name) != Checksum(original, name))
        {
            throw IsTwice(name);
        }

        original.Sync();
        directory.Delete(name);
    }

    private static (long LengthBytes, uint Checksum) Checksum(StoreDirectory directory, string name)
    {
        using var file = directory.Map(name);
        return (file.LengthBytes, Crc32C.Compute(file.Slice(0, checked((int)file.LengthBytes))));
    }

    private static StorageFailureException IsTwice(string name) => new(
        $"`{name}` is in the data folder and in `{OriginalFolder}`",
        $"{OriginalFolder}/{name}",
        -1,
        "an earlier takeover left it there: move it away");

    private static void MoveBlocks(StoreDirectory directory)
    {
        var import = directory.Subdirectory(ImportFolder);
        if (import.Directories().Contains(StoreFormat.BlocksFolder)
            && !directory.Directories().Contains(StoreFormat.BlocksFolder))
        {
            import.Move(StoreFormat.BlocksFolder, directory);
            import.Sync();
            directory.Sync();
        }
    }

    private static void DeleteImport(StoreDirectory directory)
    {
        var import = directory.Subdirectory(ImportFolder);
        if (!import.Directories().Contains(StoreFormat.BlocksFolder))
        {
            directory.DeleteDirectory(ImportFolder);
            directory.Sync();
        }
    }
}
