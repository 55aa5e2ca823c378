using System.Diagnostics.CodeAnalysis;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Tiers;
using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb.Compaction;

/// <summary>
/// Cuts, merges and drops blocks, one round at a time. What fails is counted, logged, and tried again in the next
/// round; blocks whose merge found damage are left alone until a restart.
/// </summary>
internal sealed partial class StoreMaintenance(
    StoreOptions options,
    HeadCutter cutter,
    JournalLog journal,
    BlockSet blocks,
    BlockMerger merger,
    TierMaintenance tiers,
    Func<BlockId> nextId,
    ILogger logger)
{
    // Tiers may take half of what is allowed, so that years of windows never crowd out the newest samples.
    private const int TierPartOfSize = 2;

    private readonly HashSet<BlockId> damaged = [];
    private RetentionLimits limits = new() { Time = options.Retention, SizeBytes = options.RetentionSizeBytes };

    /// <summary>
    /// Held by whoever changes blocks or moves samples out of the head: the rounds, and an operator's calls. Before
    /// the journal's gate and the head's locks in the order of locks.
    /// </summary>
    internal Lock MaintenanceLock { get; } = new();

    internal StoreDirectory Directory => blocks.Directory;

    /// <summary>Blocks made by cutting, merging and rewriting.</summary>
    internal long CompactionCount { get; private set; }

    /// <summary>Attempts that failed.</summary>
    internal long FailureCount { get; private set; }

    /// <summary>How many times blocks were dropped because they were too old.</summary>
    internal long TimeRetentionCount { get; private set; }

    /// <summary>How many times blocks were dropped because there were too many bytes.</summary>
    internal long SizeRetentionCount { get; private set; }

    /// <summary>How much is kept; a change counts from the next round on.</summary>
    internal RetentionLimits Limits
    {
        get => Volatile.Read(ref limits);
        set => Volatile.Write(ref limits, value);
    }

    /// <summary>Does all that is due.</summary>
    internal void RunRound(CancellationToken cancellationToken)
    {
        while (Attempt("cut a block from the head", () => TryCut(cancellationToken)))
        {
        }

        while (Attempt("write a tier", () => tiers.TryWrite(cancellationToken)))
        {
            // The first tiers of a large store take long, and the head must not grow meanwhile.
            Attempt("cut a block from the head", () => TryCut(cancellationToken));
        }

        while (Attempt("merge blocks", () => tiers.IsUpToDate && TryMerge(cancellationToken)))
        {
        }

        Attempt("drop old blocks", TryDropExpired);
        Attempt("drop the oldest blocks of tiers", TryDropTiersBeyondSize);
        Attempt("drop the oldest blocks", TryDropBeyondSize);
        Attempt("drop old blocks of tiers", tiers.TryDrop);
    }

    /// <summary>
    /// Rewrites every block that has deleted samples, together with those that overlap it: alone it would become the
    /// youngest of them. For the holder of the lock.
    /// </summary>
    internal void CleanTombstones()
    {
        foreach (var group in BlockOrder.Groups(blocks.Snapshot))
        {
            if (group.Exists(block => !block.Tombstones.IsEmpty))
            {
                Merge(group, CancellationToken.None);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: a round goes on with its next task.")]
    private bool Attempt(string task, Func<bool> work)
    {
        try
        {
            lock (MaintenanceLock)
            {
                return work();
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception failure)
        {
            FailureCount++;
            LogFailed(logger, task, failure);
            return false;
        }
    }

    private bool TryCut(CancellationToken cancellationToken)
    {
        if (!cutter.TryCut(cancellationToken))
        {
            return false;
        }

        CompactionCount++;
        LogCut(logger, blocks.Snapshot.Count);
        return true;
    }

    private bool TryMerge(CancellationToken cancellationToken)
    {
        var candidates = blocks.Snapshot.Where(block => !damaged.Contains(block.Manifest.Id)).ToList();
        var sources = CompactionPlan.NextMerge(
            candidates, options.BlockRange, Limits.Time, options.BlockRangeMax);
        if (sources.Count == 0)
        {
            return false;
        }

        try
        {
            Merge(sources, cancellationToken);
            return true;
        }
        catch (StorageFailureException)
        {
            damaged.UnionWith(sources.Select(block => block.Manifest.Id));
            throw;
        }
    }

    private void Merge(IReadOnlyList<Block> sources, CancellationToken cancellationToken)
    {
        var id = nextId();
        blocks.DeleteLeftovers();
        var isMade = merger.Merge(sources, id, cancellationToken);
        blocks.Replace(sources, isMade ? id : null);
        CompactionCount++;
        LogMerged(logger, sources.Count, id.ToString());
    }

    private bool TryDropExpired()
    {
        var expired = CompactionPlan.Expired(blocks.Snapshot, Limits.Time).Where(tiers.MayDropRaw).ToList();
        if (expired.Count > 0)
        {
            blocks.DeleteLeftovers();
            blocks.Replace(expired, null);
            TimeRetentionCount++;
            LogDropped(logger, expired.Count);
        }

        return expired.Count > 0;
    }

    private bool TryDropTiersBeyondSize() =>
        Limits.SizeBytes is { } limit && tiers.TryDropBeyondSize(limit / TierPartOfSize);

    private bool TryDropBeyondSize()
    {
        if (Limits.SizeBytes is not { } limit)
        {
            return false;
        }

        var beyond = CompactionPlan.BeyondSize(
            blocks.Snapshot, limit, journal.SizeBytes() + tiers.SizeBytes);
        if (beyond.Count > 0)
        {
            blocks.DeleteLeftovers();
            blocks.Replace(beyond, null);
            SizeRetentionCount++;
            LogDroppedForSize(logger, beyond.Count, limit);
        }

        return beyond.Count > 0;
    }
}
