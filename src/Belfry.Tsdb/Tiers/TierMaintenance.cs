using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Microsoft.Extensions.Logging;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Builds, renews, merges and drops blocks of tiers, one step at a time. For the holder of the maintenance lock.
/// </summary>
internal sealed partial class TierMaintenance(TierSet tiers, BlockSet raw, Func<BlockId> nextId, ILogger logger)
{
    private readonly TierPlan plan = new(raw, tiers.Tiers);

    /// <summary>Blocks of tiers that were written.</summary>
    internal long BlockCount { get; private set; }

    /// <summary>
    /// Whether the tiers have everything that they can have. Raw blocks are merged only then: a late block among merged
    /// ones could not be told from those that are known.
    /// </summary>
    internal bool IsUpToDate => plan.Next() is null;

    /// <summary>Writes the next block that is due; false when none is.</summary>
    /// <exception cref="IOException">The disk failed; nothing changed.</exception>
    /// <exception cref="StorageFailureException">A source is damaged; what would be made of it is left
    /// alone.</exception>
    internal bool TryWrite(CancellationToken cancellationToken)
    {
        if (plan.Next() is not { } task)
        {
            return false;
        }

        var tier = task.Tier;
        tier.Blocks.DeleteStrays();
        var id = nextId();
        try
        {
            using var builder = new TierBuilder();
            var isMade = builder.Build(task, id, cancellationToken);
            tier.Blocks.Replace(task.Replaced, isMade ? id : null);
            Note(task, isMade);
        }
        catch (StorageFailureException)
        {
            tier.Damaged.Add((task.FromMs, task.ThroughMs));
            if (task.Replaced.Count == 0)
            {
                AddEmpty(task);
            }

            throw;
        }

        BlockCount++;
        LogWritten(logger, tier.Name, new Model.TimestampMs(task.FromMs), new Model.TimestampMs(task.ThroughMs));
        return true;
    }

    /// <summary>Drops the blocks of tiers that are past their retention; true when any was.</summary>
    internal bool TryDrop()
    {
        var dropped = 0;
        for (var level = 0; level < tiers.Tiers.Count; level++)
        {
            var expired = plan.Expired(level);
            if (expired.Count > 0)
            {
                tiers.Tiers[level].Blocks.Replace(expired, null);
                dropped += expired.Count;
            }
        }

        if (dropped > 0)
        {
            LogDropped(logger, dropped);
        }

        return dropped > 0;
    }

    /// <summary>The bytes of all blocks of tiers.</summary>
    internal long SizeBytes => tiers.Tiers.Sum(tier => tier.Blocks.Snapshot.Sum(block => block.SizeBytes));

    /// <summary>
    /// Drops the oldest blocks of tiers, the finest tier's first, until they have at most so many bytes or the rest
    /// cannot be spared; true when any was dropped.
    /// </summary>
    internal bool TryDropBeyondSize(long sizeBytesMax)
    {
        var excess = SizeBytes - sizeBytesMax;
        var dropped = 0;
        for (var level = 0; level < tiers.Tiers.Count && excess > 0; level++)
        {
            var spared = plan.Spared(level).TakeWhile(block =>
            {
                var isWanted = excess > 0;
                excess -= isWanted ? block.SizeBytes : 0;
                return isWanted;
            }).ToList();
            if (spared.Count > 0)
            {
                tiers.Tiers[level].Blocks.Replace(spared, null);
                dropped += spared.Count;
            }
        }

        if (dropped > 0)
        {
            LogDroppedForSize(logger, dropped, sizeBytesMax);
        }

        return dropped > 0;
    }

    /// <summary>Whether all that is to outlive a raw block is in the tiers.</summary>
    internal bool MayDropRaw(Block block) => plan.MayDropRaw(block);

    // What is read from a tier is what is not there as well.
    private void AddEmpty(TierTask task)
    {
        using var change = raw.Changes?.BeginEverything();
        task.Tier.AddEmpty(Cover(task));
    }

    private static TierCover Cover(TierTask task) => new(task.FromMs, task.ThroughMs, [.. task.Sources], null);

    private void Note(TierTask task, bool isMade)
    {
        if (isMade)
        {
            using var change = raw.Changes?.BeginEverything();
            task.Tier.RemoveEmpty(task.FromMs, task.ThroughMs);
        }
        else
        {
            AddEmpty(task);
        }
    }

    [LoggerMessage(3110, LogLevel.Information, "tier {Tier} written from {From} through {Through}")]
    private static partial void LogWritten(
        ILogger logger, string tier, Model.TimestampMs from, Model.TimestampMs through);

    [LoggerMessage(3112, LogLevel.Information,
        "{BlockCount} blocks of tiers dropped because all of them had more than {SizeBytesMax} bytes")]
    private static partial void LogDroppedForSize(ILogger logger, int blockCount, long sizeBytesMax);

    [LoggerMessage(3111, LogLevel.Information,
        "{BlockCount} blocks of tiers dropped because they were past the retention")]
    private static partial void LogDropped(ILogger logger, int blockCount);
}
