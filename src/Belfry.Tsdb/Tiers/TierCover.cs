using Belfry.Storage.Blocks;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>A stretch of time that a tier has looked at.</summary>
/// <param name="FromMs">Its open start.</param>
/// <param name="ThroughMs">Its end, included.</param>
/// <param name="Sources">The level-1 blocks of raw samples that were looked at.</param>
/// <param name="Block">The block with its windows; null when there are none.</param>
internal sealed record TierCover(long FromMs, long ThroughMs, HashSet<BlockId> Sources, Block? Block)
{
    internal static TierCover Of(Block block) =>
        new(block.MinTimeMs - 1, block.EndTimeMs - 1, [.. block.Manifest.Sources], block);

    internal bool Overlaps(Block block) => block.MinTimeMs <= ThroughMs && block.EndTimeMs - 1 > FromMs;

    /// <summary>
    /// Whether every one of these blocks that overlaps it was looked at. One known source tells that of a merged block:
    /// blocks are merged only when the tiers know all of them.
    /// </summary>
    internal bool HasAllOf(IEnumerable<Block> raw) =>
        raw.All(block => !Overlaps(block) || block.Manifest.Sources.Any(Sources.Contains));

    /// <summary>
    /// The time from which <paramref name="sources"/> still have all that is here, in this stretch at least: retention
    /// takes the oldest first. The end of the stretch when nothing is left of them.
    /// </summary>
    internal long FirstKeptMs(IReadOnlyList<Block> sources)
    {
        var overlapping = sources.Where(Overlaps).ToList();
        var present = overlapping.SelectMany(block => block.Manifest.Sources).ToHashSet();
        if (Sources.IsSubsetOf(present))
        {
            return FromMs;
        }

        var known = overlapping.Where(block => block.Manifest.Sources.Any(Sources.Contains)).ToList();
        return known.Count == 0
            ? ThroughMs
            : Math.Clamp(known.Min(block => block.MinTimeMs - 1), FromMs, ThroughMs);
    }
}
