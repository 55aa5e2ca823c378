using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// What the tiers of a store cover, seen together with the raw blocks of one moment. Immutable but for deletions, which
/// are asked for when they matter.
/// </summary>
internal sealed class TierCoverage
{
    private readonly IReadOnlyList<Block> raw;
    private readonly List<IReadOnlyList<TierCover>> covers;
    private readonly List<List<(TierCover Cover, bool HasAll)>> known = [];

    internal TierCoverage(IReadOnlyList<Tier> tiers, IReadOnlyList<Block> raw)
    {
        this.raw = raw;
        Tiers = tiers;
        covers = [.. tiers.Select(tier => tier.Covers())];
        foreach (var ofTier in covers)
        {
            var withBlocks = ofTier.Where(cover => cover.Block is not null);
            known.Add([.. withBlocks.Select(cover => (cover, cover.HasAllOf(raw)))]);
        }

        RawFromMs = FindRawFrom();
    }

    /// <summary>The finest first.</summary>
    internal IReadOnlyList<Tier> Tiers { get; }

    /// <summary>
    /// Raw samples are complete behind this time: before, retention took them. The end of a window of the finest tier
    /// that has it, or the least time there is when nothing was taken.
    /// </summary>
    internal long RawFromMs { get; }

    /// <summary>True while this is what there is.</summary>
    internal bool IsOf(IReadOnlyList<Block> rawNow)
    {
        var isSame = ReferenceEquals(raw, rawNow);
        for (var level = 0; isSame && level < Tiers.Count; level++)
        {
            isSame = ReferenceEquals(covers[level], Tiers[level].Covers());
        }

        return isSame;
    }

    /// <summary>
    /// The stretches that a tier has windows of; with <paramref name="onlyFresh"/> those alone in which no later
    /// samples and no deletions are missing.
    /// </summary>
    internal IEnumerable<(long FromMs, long ThroughMs)> Stretches(int level, bool onlyFresh)
    {
        foreach (var (cover, hasAll) in known[level])
        {
            if (!onlyFresh || (hasAll && cover.Block!.Tombstones.IsEmpty))
            {
                yield return (cover.FromMs, cover.ThroughMs);
            }
        }
    }

    private long FindRawFrom()
    {
        var fromMs = long.MinValue;
        foreach (var cover in covers.SelectMany(ofTier => ofTier))
        {
            var keptMs = cover.FirstKeptMs(raw);
            fromMs = keptMs > cover.FromMs ? Math.Max(fromMs, keptMs) : fromMs;
        }

        for (var level = 0; level < Tiers.Count && fromMs > long.MinValue; level++)
        {
            var endMs = TierFormat.WindowEnd(fromMs, Tiers[level].ResolutionMs);
            if (known[level].Any(one => one.Cover.FromMs < endMs && one.Cover.ThroughMs >= endMs))
            {
                return endMs;
            }
        }

        return fromMs;
    }
}
