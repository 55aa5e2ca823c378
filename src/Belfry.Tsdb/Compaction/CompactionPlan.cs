using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Compaction;

/// <summary>Decides which blocks to merge and which to drop. Pure.</summary>
internal static class CompactionPlan
{
    private const int LevelFactor = 3;
    private const long RangeMsMax = 31L * 24 * 3600 * 1000;

    /// <summary>
    /// The next blocks to merge, or none: first any that overlap, then the blocks of one complete window of three
    /// ranges of the level below. The newest block is left alone, so that a window is complete before it is merged.
    /// </summary>
    internal static IReadOnlyList<Block> NextMerge(
        IReadOnlyList<Block> blocks, TimeSpan blockRange, TimeSpan? retention, TimeSpan? blockRangeMax = null)
    {
        if (BlockOrder.Groups(blocks).Find(group => group.Count > 1) is { } overlapping)
        {
            return overlapping;
        }

        if (blocks.Count == 0)
        {
            return [];
        }

        var newestStart = blocks[^1].MinTimeMs;
        var longestMs = blockRangeMax is { } longest ? (long)longest.TotalMilliseconds
            : retention is { } kept ? Math.Min(RangeMsMax, (long)kept.TotalMilliseconds / 10) : RangeMsMax;
        var rangeMs = (long)blockRange.TotalMilliseconds * LevelFactor;
        for (; rangeMs <= longestMs; rangeMs *= LevelFactor)
        {
            foreach (var window in blocks.GroupBy(block => BlockTimes.RangeStart(block.MinTimeMs, rangeMs)))
            {
                var members = window.Where(block => block.EndTimeMs <= window.Key + rangeMs).ToList();
                if (members.Count > 1 && members.Count == window.Count() && window.Key + rangeMs <= newestStart)
                {
                    return members;
                }
            }
        }

        return [];
    }

    /// <summary>The blocks whose every sample is older than the retention, counted from the newest block's
    /// end.</summary>
    internal static IReadOnlyList<Block> Expired(IReadOnlyList<Block> blocks, TimeSpan? retention)
    {
        if (retention is not { } kept || blocks.Count == 0)
        {
            return [];
        }

        var newestEnd = blocks.Max(block => block.EndTimeMs);
        return [.. blocks.Where(block => (Int128)newestEnd - block.EndTimeMs >= (long)kept.TotalMilliseconds)];
    }

    /// <summary>
    /// The blocks that no longer fit: from the newest on, those with which the bytes exceed the limit, and all older
    /// ones. <paramref name="otherSizeBytes"/> is what the rest of the store takes, which counts first.
    /// </summary>
    internal static IReadOnlyList<Block> BeyondSize(
        IReadOnlyList<Block> blocks, long? sizeBytesMax, long otherSizeBytes)
    {
        if (sizeBytesMax is not { } limit)
        {
            return [];
        }

        var total = otherSizeBytes;
        return [.. blocks.OrderByDescending(block => block.EndTimeMs).SkipWhile(block =>
        {
            total += block.SizeBytes;
            return total <= limit;
        })];
    }
}
