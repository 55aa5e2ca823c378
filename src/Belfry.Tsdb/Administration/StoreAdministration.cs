using System.Globalization;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Platform.Disk;
using Belfry.Platform.Time;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Compaction;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Index;
using Belfry.Tsdb.Tiers;

namespace Belfry.Tsdb.Administration;

/// <summary>What operators ask of the store. Each call holds the maintenance lock, so it waits for a round to
/// end.</summary>
internal sealed class StoreAdministration(
    StoreDirectory directory,
    HeadStore head,
    JournalLog journal,
    BlockSet blocks,
    TierSet tiers,
    HeadCutter cutter,
    StoreMaintenance maintenance,
    TimeProvider clock,
    Random random)
{
    private const string SnapshotsFolder = "snapshots";

    private readonly SeriesCreationRing creation = new(head.Counters.SeriesCreated, clock.NowMs());

    /// <summary>Deletes snapshots that a crash left half written.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    internal static void TidySnapshots(StoreDirectory store)
    {
        if (!store.Directories().Contains(SnapshotsFolder))
        {
            return;
        }

        var snapshots = store.Subdirectory(SnapshotsFolder);
        foreach (var name in snapshots.Directories())
        {
            if (name.EndsWith(BlockFormat.TemporarySuffix, StringComparison.Ordinal))
            {
                snapshots.DeleteDirectory(name);
            }
        }
    }

    internal string Snapshot(bool skipHead)
    {
        var suffix = random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
        var name = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z-'", CultureInfo.InvariantCulture) + suffix;
        var snapshots = directory.Subdirectory(SnapshotsFolder);
        lock (maintenance.MaintenanceLock)
        {
            try
            {
                WriteSnapshot(snapshots, name + BlockFormat.TemporarySuffix, skipHead);
                snapshots.Rename(name + BlockFormat.TemporarySuffix, name);
                snapshots.Sync();
                directory.Sync();
                return name;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                TryDelete(snapshots, name + BlockFormat.TemporarySuffix);
                throw Failure("cannot write the snapshot", failure);
            }
        }
    }

    internal void Delete(IReadOnlyList<LabelMatcher> matchers, TimestampMs from, TimestampMs through)
    {
        var interval = new TimeInterval(from.Value, through.Value);
        lock (maintenance.MaintenanceLock)
        {
            // Of everything: tiers that lack samples are passed over as a whole.
            using var change = head.Changes.BeginEverything();
            try
            {
                blocks.DeleteLeftovers();
                cutter.SettleDebts(CancellationToken.None);

                // First, because what a tier lacks is made good from the blocks, and not the other way round.
                tiers.Delete(matchers, interval);
                DeleteFromHead(matchers, interval);
                foreach (var block in blocks.Snapshot.Where(block => block.Overlaps(from.Value, through.Value)))
                {
                    var ordinals = PostingsResolver.Resolve(block.Index, matchers, CancellationToken.None);
                    if (!ordinals.IsEmpty)
                    {
                        block.Delete(ordinals.Span, interval);
                    }
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw Failure("cannot record the deletion", failure);
            }
        }
    }

    internal void CleanTombstones()
    {
        lock (maintenance.MaintenanceLock)
        {
            try
            {
                maintenance.CleanTombstones();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw Failure("cannot rewrite a block", failure);
            }
        }
    }

    internal HeadStatistics Statistics(int limit) => HeadCensus.Statistics(head, limit);

    internal CardinalityReport Cardinality(CardinalityQuery query, CancellationToken cancellationToken)
    {
        ObserveCreation();
        return HeadCensus.Cardinality(head, query, creation.Snapshot(clock.NowMs()), cancellationToken);
    }

    /// <summary>Notes how many series were made; to be called now and then, so that each counts in its hour.</summary>
    internal void ObserveCreation() => creation.Observe(head.Counters.SeriesCreated, clock.NowMs());

    internal IReadOnlyList<BlockManifest> Blocks() => [.. blocks.Snapshot.Select(block => block.Manifest)];

    private void WriteSnapshot(StoreDirectory snapshots, string name, bool skipHead)
    {
        // A snapshot is a data folder itself: point a store at it and the samples are there.
        var snapshot = snapshots.Subdirectory(name);
        StoreFormat.Write(snapshot);
        var copies = snapshot.Subdirectory(StoreFormat.BlocksFolder);
        LinkBlocks(blocks, copies);
        foreach (var tier in tiers.Tiers)
        {
            LinkBlocks(tier.Blocks, snapshot.Subdirectory(TierSet.FolderName).Subdirectory(tier.Name));
            snapshot.Subdirectory(TierSet.FolderName).Sync();
        }

        if (!skipHead)
        {
            cutter.WriteAll(copies, CancellationToken.None);
        }

        copies.Sync();
        snapshot.Sync();
    }

    private static void LinkBlocks(BlockSet set, StoreDirectory copies)
    {
        foreach (var block in set.Snapshot)
        {
            var copy = copies.Subdirectory(block.Manifest.Id.ToString());
            foreach (var file in block.Folder.Files())
            {
                block.Folder.Link(file, copy, file);
            }

            copy.Sync();
        }

        copies.Sync();
    }

    private void DeleteFromHead(IReadOnlyList<LabelMatcher> matchers, TimeInterval interval)
    {
        var ids = PostingsResolver.Resolve(head.Index, matchers, CancellationToken.None);
        var series = new List<HeadSeries>(ids.Length);
        foreach (var id in ids.Span)
        {
            if (head.Pages.Find(id) is { } one)
            {
                series.Add(one);
            }
        }

        journal.Commit(new HeadDeletion(head, series, interval));
        if (journal.IsSyncedByEveryCommit)
        {
            return;
        }

        // An operator's deletion is rare and wants to be final.
        journal.Sync();
    }

    private static void TryDelete(StoreDirectory snapshots, string name)
    {
        try
        {
            snapshots.DeleteDirectory(name);
        }
        catch (IOException)
        {
            // The failure that led here is the one to tell.
        }
    }

    private StorageFailureException Failure(string attempt, Exception cause) => new(
        $"{attempt}: {cause.Message}", directory.Path, -1, "check the free space and the disk, then ask again", cause);
}
