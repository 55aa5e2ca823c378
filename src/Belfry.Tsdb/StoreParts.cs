using Belfry.Platform.Disk;
using Belfry.Platform.Time;
using Belfry.Storage.Blocks;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Administration;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Compaction;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Tiers;
using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb;

/// <summary>
/// The store's parts, opened in the order that keeps a newer program's folder untouched: first everything is read and
/// its versions checked, then what a crash left is tidied.
/// </summary>
internal sealed partial class StoreParts
{
    private StoreParts()
    {
    }

    internal required StoreDirectory Directory { get; init; }

    internal required HeadStore Head { get; init; }

    internal required JournalLog Journal { get; init; }

    internal required BlockSet Blocks { get; init; }

    internal required TierSet Tiers { get; init; }

    internal required StoreMaintenance Maintenance { get; init; }

    internal required StoreAdministration Administration { get; init; }

    internal required bool WasClosedCleanly { get; init; }

    internal static StoreParts Open(
        StoreDirectory directory, StoreOptions options, TimeProvider clock, ILogger logger)
    {
        var isNew = StoreFormat.CheckOrWrite(directory);
        var damage = new BlockDamage(logger);
        var blocks = new BlockSet(directory.Subdirectory(StoreFormat.BlocksFolder), damage);
        blocks.OpenAll();
        TierSet? tiers = null;
        try
        {
            if (TierSet.IsIn(directory))
            {
                tiers = TierSet.Open(directory, options, damage);
            }

            var head = new HeadStore(options);
            if (blocks.EndTime is { } end)
            {
                head.RaiseMinValidTime(end.Value);
            }

            var journal = OpenJournal(directory, options, head, logger, clock);
            blocks.Tidy();
            tiers ??= TierSet.Open(directory, options, damage);
            tiers.Tidy();
            StoreAdministration.TidySnapshots(directory);
            return Compose(directory, options, clock, logger, head, journal, blocks, tiers, isNew);
        }
        catch
        {
            tiers?.CloseAll();
            blocks.CloseAll();
            throw;
        }
    }

    private static StoreParts Compose(
        StoreDirectory directory,
        StoreOptions options,
        TimeProvider clock,
        ILogger logger,
        HeadStore head,
        JournalLog journal,
        BlockSet blocks,
        TierSet tiers,
        bool isNew)
    {
        blocks.Changes = head.Changes;
        foreach (var tier in tiers.Tiers)
        {
            tier.Blocks.Changes = head.Changes;
        }

        // The kernel's randomness, which a Guid has too: RandomNumberGenerator would load all of OpenSSL for one
        // number.
        var random = new Random(options.Seed ?? Guid.NewGuid().GetHashCode());
        BlockId NextId()
        {
            var id = BlockId.Create(clock.NowMs(), random, blocks.NewestId ?? default);

            // With a given seed a restart within the same millisecond draws the same names again, also those of blocks
            // that were replaced since.
            while (blocks.Knows(id) || tiers.Knows(id))
            {
                id = BlockId.Create(clock.NowMs(), random, id);
            }

            return id;
        }

        var rangeMs = (long)options.BlockRange.TotalMilliseconds;
        var encoder = new ChunkEncoder(options.SamplesPerBlockChunkMax, ChunkEncoding.Packed);
        var writer = new HeadBlockWriter(blocks, encoder, NextId);
        var checkpoint = new HeadCheckpoint(head, journal, options.CheckpointSizeBytes);
        var late = new LateCutter(head, journal, blocks, writer, checkpoint, rangeMs);
        var cutter = new HeadCutter(head, journal, blocks, writer, checkpoint, late, rangeMs);
        var merger = new BlockMerger(blocks, encoder);
        var tierMaintenance = new TierMaintenance(tiers, blocks, NextId, logger);
        var maintenance = new StoreMaintenance(
            options, cutter, journal, blocks, merger, tierMaintenance, NextId, logger);
        return new StoreParts
        {
            Directory = directory,
            Head = head,
            Journal = journal,
            Blocks = blocks,
            Tiers = tiers,
            Maintenance = maintenance,
            Administration = new StoreAdministration(
                directory, head, journal, blocks, tiers, cutter, maintenance, clock, random),
            WasClosedCleanly = StoreFormat.TakeClosedMark(directory) || isNew,
        };
    }

    private static JournalLog OpenJournal(
        StoreDirectory directory, StoreOptions options, HeadStore head, ILogger logger, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        using var replay = new HeadReplay(head, options.RunsInBackground ? Environment.ProcessorCount : 1);
        var journal = JournalLog.Open(
            directory.Subdirectory(StoreFormat.JournalFolder),
            new JournalOptions { SegmentSizeBytesMax = options.JournalSegmentSizeBytesMax, Sync = options.JournalSync },
            replay.Handle);
        try
        {
            replay.Complete();
        }
        catch
        {
            // What is stored side by side fails behind its record.
            journal.Dispose();
            throw;
        }

        foreach (var damage in journal.OpenReport.Damages)
        {
            LogDamage(logger, damage.File, damage.Offset, damage.LengthBytes, damage.IsTornTail, damage.SetAsideAs);
        }

        if (replay.OrphanCount > 0)
        {
            LogOrphans(logger, replay.OrphanCount);
        }

        head.RemoveEmpty();
        head.Counters.ForgetReplay();
        LogReplayed(
            logger, journal.OpenReport.RecordCount, head.SeriesCount, clock.GetElapsedTime(started).TotalMilliseconds);
        return journal;
    }
}
