using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Tiers;

namespace Belfry.Tsdb.Administration.Verification;

/// <summary>
/// Reads a data folder that no process has open to its last byte and says what is damaged: every checksum, every
/// postings list, every chunk, the times, the totals, every journal record. Changes nothing in the folder.
/// </summary>
public static class StoreVerifier
{
    /// <summary>Verifies <paramref name="directory"/>; <paramref name="progress"/> gets a line for each part.</summary>
    /// <exception cref="StorageFailureException">
    /// It is no data folder, a process has it open, a later version wrote it, or the disk failed.
    /// </exception>
    public static VerificationReport Verify(
        StoreDirectory directory, Action<string> progress, CancellationToken cancellationToken)
    {
        using var folderLock = Lock(directory);
        StoreFormat.Check(directory);
        return VerifyLocked(directory, progress, cancellationToken);
    }

    /// <summary>The same for a folder that the caller keeps others out of; it may be marked as incomplete.</summary>
    internal static VerificationReport VerifyLocked(
        StoreDirectory directory, Action<string> progress, CancellationToken cancellationToken)
    {
        try
        {
            if (!StoreFormat.Check(directory, acceptsIncomplete: true))
            {
                throw new StorageFailureException(
                    $"`{directory.Path}` is no data folder: it has no format.json",
                    directory.Path,
                    -1,
                    "name the folder that --storage.tsdb.path names, or a snapshot or backup of it");
            }

            var report = new VerificationReport();
            VerifyBlocks(directory, StoreFormat.BlocksFolder, "", report, progress, cancellationToken);
            if (TierSet.IsIn(directory))
            {
                var tiers = directory.Subdirectory(TierSet.FolderName);
                foreach (var tier in tiers.Directories())
                {
                    VerifyBlocks(tiers, tier, $"{TierSet.FolderName}/", report, progress, cancellationToken);
                }
            }

            VerifyJournal(directory, report, progress);
            return report;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot read the data folder: {failure.Message}",
                directory.Path,
                -1,
                "check the disk and the owner of the folder",
                failure);
        }
    }

    /// <summary>
    /// Keeps other processes out for as long as the result lives. Null when the folder was never open, so that nobody
    /// can have it open now: nothing is written then, and a copy on a read-only disk can be verified.
    /// </summary>
    internal static IDisposable? Lock(StoreDirectory directory)
    {
        try
        {
            return !directory.Files().Contains(StoreFormat.LockName)
                ? null
                : directory.TryLock(StoreFormat.LockName) ?? throw new StorageFailureException(
                    $"the data folder `{directory.Path}` is in use by another process",
                    StoreFormat.LockName,
                    -1,
                    "stop it first, or take a backup of the running server with --url and work on that");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageFailureException(
                $"cannot lock the data folder `{directory.Path}`: {failure.Message}",
                StoreFormat.LockName,
                -1,
                "run this as the user that the folder belongs to",
                failure);
        }
    }

    private static void VerifyBlocks(
        StoreDirectory directory,
        string folder,
        string prefix,
        VerificationReport report,
        Action<string> progress,
        CancellationToken cancellationToken)
    {
        if (!directory.Directories().Contains(folder))
        {
            return;
        }

        var blocks = directory.Subdirectory(folder);
        var names = blocks.Directories().Where(name => BlockId.TryParse(name, out _)).ToList();
        for (var index = 0; index < names.Count; index++)
        {
            var (damages, samples) = (report.DamageCount, report.SampleCount);
            using (var verifier = new BlockVerifier(blocks, prefix + folder, names[index], report))
            {
                verifier.Verify(cancellationToken);
            }

            var found = report.DamageCount - damages;
            progress($"{prefix}{folder}/{names[index]} ({index + 1} of {names.Count}): "
                + $"{report.SampleCount - samples} samples, "
                + (found == 0 ? "sound" : $"{found} damages"));
        }

        foreach (var leftover in blocks.Directories().Except(names, StringComparer.Ordinal))
        {
            report.Note($"{prefix}{folder}/{leftover}: no block; the next start deletes it if it ends in "
                + BlockFormat.TemporarySuffix);
        }
    }

    private static void VerifyJournal(StoreDirectory directory, VerificationReport report, Action<string> progress)
    {
        if (!directory.Directories().Contains(StoreFormat.JournalFolder))
        {
            return;
        }

        // The head is built as a start would build it: that the records make sense together is part of being sound.
        var head = new HeadStore(new StoreOptions());
        using var replay = new HeadReplay(head, laneCount: 1);
        var inspected = JournalLog.Inspect(directory.Subdirectory(StoreFormat.JournalFolder), replay.Handle);
        try
        {
            replay.Complete();
        }
        catch (StorageFailureException failure)
        {
            // What is stored side by side fails behind its record.
            report.Damage(StoreFormat.JournalFolder, failure.Offset, failure.Message);
        }

        report.JournalRecordCount = inspected.RecordCount;
        report.JournalSeriesCount = head.SeriesCount;
        foreach (var damage in inspected.Damages)
        {
            Tell(damage, report);
        }

        if (replay.OrphanCount > 0)
        {
            report.Damage(
                StoreFormat.JournalFolder, -1, $"{replay.OrphanCount} samples of series that no record names");
        }

        progress($"journal ({inspected.SegmentCount} segments): {inspected.RecordCount} records, "
            + $"{head.SeriesCount} series, {inspected.Damages.Count(damage => !damage.IsTornTail)} damages");
    }

    private static void Tell(JournalDamage damage, VerificationReport report)
    {
        var file = $"{StoreFormat.JournalFolder}/{damage.File}";
        if (damage.IsTornTail)
        {
            report.Note($"{file}, byte {damage.Offset}: the last write was not finished, as a kill leaves it; "
                + $"the next start cuts {damage.LengthBytes} bytes off");
            return;
        }

        report.Damage(
            file,
            damage.Offset,
            damage.Reason ?? (damage.LengthBytes == 0
                ? "it is missing"
                : $"{damage.LengthBytes} bytes from here on are no records"));
    }
}
