using System.Diagnostics.CodeAnalysis;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
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
    BlockSet blocks,
    BlockMerger merger,
    TierMaintenance tiers,
    Func<BlockId> nextId,
    ILogger logger)
{
    private readonly HashSet<BlockId> damaged = [];

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

    /// <summary>Blocks dropped because they were too old.</summary>
    internal long RetentionDropCount { get; private set; }

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

        Attempt("drop old blocks", TryDrop);
        Attempt("drop old blocks of tiers", tiers.TryDrop);
    }

    /// <summary>Rewrites every block that has deleted samples. For the holder of the lock.</summary>
    internal void CleanTombstones()
    {
        foreach (var block in blocks.Snapshot.Where(block => !block.Tombstones.IsEmpty))
        {
            Merge([block], CancellationToken.None);
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
        var sources = CompactionPlan.NextMerge(candidates, options.BlockRange, options.Retention);
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
        blocks.DeleteStrays();
        var isMade = merger.Merge(sources, id, cancellationToken);
        blocks.Replace(sources, isMade ? id : null);
        CompactionCount++;
        LogMerged(logger, sources.Count, id.ToString());
    }

    private bool TryDrop()
    {
        var expired = CompactionPlan.Expired(blocks.Snapshot, options.Retention).Where(tiers.MayDropRaw).ToList();
        if (expired.Count > 0)
        {
            blocks.Replace(expired, null);
            RetentionDropCount += expired.Count;
            LogDropped(logger, expired.Count);
        }

        return expired.Count > 0;
    }
}
