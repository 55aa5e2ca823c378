using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Administration.Verification;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Administration.Backup;

/// <summary>
/// Copies of data folders that are proved when they are made and again when they are used. A backup is a folder with
/// the list <c>backup.json</c> and the copy under <c>data/</c>. Format: docs/formats/backup.md.
/// </summary>
public static class StoreBackup
{
    /// <summary>The folder of a backup that is the copy.</summary>
    public const string DataFolder = "data";

    private const string SnapshotsFolder = "snapshots";

    // A fresh volume is empty but for this.
    private const string LostAndFound = "lost+found";

    /// <summary>Whether a folder says that it is a backup.</summary>
    public static bool IsBackup(StoreDirectory directory) => directory.Files().Contains(BackupManifest.Name);

    /// <summary>
    /// Writes a backup into <paramref name="target"/>, which must be empty, and reads all of it again. The folder is
    /// complete when this returns; when the content is damaged, which the result says, it is an exact copy of it.
    /// </summary>
    /// <param name="source">A data folder that no process has open, or a snapshot.</param>
    /// <param name="alerting">
    /// The folder of silences and notifications when it is not inside <paramref name="source"/>; may be in use.
    /// </param>
    /// <param name="target">The new backup.</param>
    /// <param name="clock">Tells the time of the backup.</param>
    /// <param name="progress">Gets a line for each part.</param>
    /// <param name="cancellationToken">Leaves an incomplete folder behind, which is never taken for a backup.</param>
    /// <exception cref="StorageFailureException">It could not be made; no backup is there.</exception>
    public static BackupResult Create(
        StoreDirectory source,
        StoreDirectory? alerting,
        StoreDirectory target,
        TimeProvider clock,
        Action<string> progress,
        CancellationToken cancellationToken) => Guarded(target, () =>
    {
        using var folderLock = StoreVerifier.Lock(source);
        CheckEmpty(target);
        if (!StoreFormat.Check(source))
        {
            throw new StorageFailureException(
                $"`{source.Path}` is no data folder: it has no format.json",
                source.Path,
                -1,
                "name the folder that --storage.tsdb.path names");
        }

        var data = target.Subdirectory(DataFolder);
        var copy = new FolderCopy(cancellationToken);
        copy.Copy(source, data, "", IsLeftOut);
        if (alerting is not null)
        {
            copy.Copy(alerting, data.Subdirectory("alerting"), "alerting/", IsLeftOut);
        }

        var manifest = new BackupManifest(
            clock.GetUtcNow(), [.. copy.Files.OrderBy(file => file.Path, StringComparer.Ordinal)]);
        progress($"copied {manifest.Files.Count} files, {manifest.SizeBytes} bytes");
        copy.Check(data, manifest.Files, (file, problem) => throw new StorageFailureException(
            $"what was written is not what can be read: {problem}",
            file.Path,
            -1,
            "check the disk of the target; the folder is not complete, delete it"));
        var report = StoreVerifier.VerifyLocked(data, progress, cancellationToken);
        manifest.Write(target);
        return new BackupResult(manifest.Files.Count, manifest.SizeBytes, manifest.CreatedAt, report);
    });

    /// <summary>Compares a backup with its list and verifies the copy in it. Changes nothing.</summary>
    /// <exception cref="StorageFailureException">It is no backup, or cannot be read.</exception>
    public static BackupResult Verify(
        StoreDirectory backup, Action<string> progress, CancellationToken cancellationToken) => Guarded(backup, () =>
    {
        var manifest = BackupManifest.Read(backup);
        return Verify(backup, manifest, progress, cancellationToken);
    });

    /// <summary>
    /// Verifies a backup, copies it into <paramref name="target"/>, which must be empty, and verifies that. The target
    /// cannot be opened by a server before it is complete. When the backup is damaged, nothing is written unless
    /// <paramref name="acceptsDamage"/>.
    /// </summary>
    /// <exception cref="StorageFailureException">It could not be restored.</exception>
    public static BackupResult Restore(
        StoreDirectory backup,
        StoreDirectory target,
        bool acceptsDamage,
        Action<string> progress,
        CancellationToken cancellationToken) => Guarded(target, () =>
    {
        var manifest = BackupManifest.Read(backup);
        CheckEmpty(target);
        progress("verifying the backup");
        var before = Verify(backup, manifest, progress, cancellationToken);
        if (!before.Report.IsSound && !acceptsDamage)
        {
            return before;
        }

        using (target.Create(StoreFormat.IncompleteName))
        {
        }

        target.Sync();
        var copy = new FolderCopy(cancellationToken);
        copy.CopyListed(backup.Subdirectory(DataFolder), target, manifest.Files);
        progress($"copied {manifest.Files.Count} files, {manifest.SizeBytes} bytes; verifying the copy");
        copy.Check(target, acceptsDamage ? copy.Files : manifest.Files, (file, problem) =>
            throw new StorageFailureException(
                $"what was written is not what can be read: {problem}",
                file.Path,
                -1,
                "check the disk of the target, empty the folder and do it again"));
        var report = StoreVerifier.VerifyLocked(target, progress, cancellationToken);
        if (report.IsSound || acceptsDamage)
        {
            target.Delete(StoreFormat.IncompleteName);
            target.Sync();
        }

        return before with { Report = report };
    });

    private static BackupResult Verify(
        StoreDirectory backup, BackupManifest manifest, Action<string> progress, CancellationToken cancellationToken)
    {
        if (!backup.Directories().Contains(DataFolder))
        {
            throw new StorageFailureException(
                $"the backup `{backup.Path}` has lost its folder `{DataFolder}`",
                DataFolder,
                -1,
                "use another copy of the backup");
        }

        var data = backup.Subdirectory(DataFolder);
        var wrong = new List<(string Path, string Problem)>();
        new FolderCopy(cancellationToken).Check(
            data, manifest.Files, (file, problem) => wrong.Add((file.Path, problem)));
        progress($"compared {manifest.Files.Count} files with the backup's list: {wrong.Count} differ");
        var report = StoreVerifier.VerifyLocked(data, progress, cancellationToken);
        wrong.ForEach(file => report.Damage(file.Path, -1, file.Problem));
        return new BackupResult(manifest.Files.Count, manifest.SizeBytes, manifest.CreatedAt, report);
    }

    private static bool IsLeftOut(string path) =>
        path is StoreFormat.LockName or SnapshotsFolder or LostAndFound
        || path.EndsWith(BlockFormat.TemporarySuffix, StringComparison.Ordinal);

    private static void CheckEmpty(StoreDirectory target)
    {
        if (target.Files().Count > 0 || target.Directories().Any(name => name != LostAndFound))
        {
            throw new StorageFailureException(
                $"the target `{target.Path}` is not empty",
                target.Path,
                -1,
                "name a new folder; nothing is ever overwritten");
        }
    }

    private static BackupResult Guarded(StoreDirectory target, Func<BackupResult> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                failure.Message,
                target.Path,
                -1,
                "check the free space, the disk and the owner of the folder",
                failure);
        }
    }
}
