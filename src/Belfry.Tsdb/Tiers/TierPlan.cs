using Belfry.Storage.Blocks;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>Decides which tier block to write next, and what retention may take. For the holder of the maintenance
/// lock.</summary>
internal sealed class TierPlan(BlockSet raw, IReadOnlyList<Tier> tiers)
{
    /// <summary>
    /// The next block: of the finest tier that lacks something first, because the coarser ones are made of it. Null
    /// when all is done.
    /// </summary>
    internal TierTask? Next()
    {
        for (var level = 0; level < tiers.Count; level++)
        {
            if ((NextMissing(level) ?? NextOutdated(level) ?? NextMerge(level)) is { } task)
            {
                return task;
            }
        }

        return null;
    }

    /// <summary>Whether everything of a raw block that is to be kept longer is in the tiers.</summary>
    internal bool MayDropRaw(Block block) => tiers.Count == 0 || (
        IsKept(0, block.MinTimeMs - 1, block.EndTimeMs - 1)
        && tiers.All(tier => tier.Covers().All(cover =>
            !cover.Overlaps(block) || cover.HasAllOf([block]) || IsDamaged(tier, cover.FromMs, cover.ThroughMs))));

    /// <summary>The blocks of a tier that are past its retention and are in the next tier.</summary>
    internal IReadOnlyList<Block> Expired(int level)
    {
        var tier = tiers[level];
        return
        [
            .. tier.Blocks.Snapshot.Where(block =>
                IsPastRetention(tier, block.EndTimeMs)
                && IsKept(level + 1, block.MinTimeMs - 1, block.EndTimeMs - 1)),
        ];
    }

    /// <summary>
    /// The blocks of a tier that may go before their time, the oldest first: what they hold is in the next tier, and
    /// nothing finer is left that they would at once be made from again.
    /// </summary>
    internal IReadOnlyList<Block> Spared(int level) =>
    [
        .. tiers[level].Blocks.Snapshot
            .OrderBy(block => block.EndTimeMs)
            .Where(block => IsKept(level + 1, block.MinTimeMs - 1, block.EndTimeMs - 1)
                && !SourcesOf(level).Any(source => Overlaps(source, block.MinTimeMs - 1, block.EndTimeMs - 1))),
    ];

    private bool IsPastRetention(Tier tier, long endMs) =>
        tier.Retention is { } kept && raw.EndTime is { } newest
        && (Int128)newest.Value - endMs >= (long)kept.TotalMilliseconds;

    // Whether a tier has a stretch, or a coarser one has, if the tier need not keep it any more.
    private bool IsKept(int level, long fromMs, long throughMs) =>
        level == tiers.Count
        || IsCovered(tiers[level], fromMs, throughMs)
        || (IsPastRetention(tiers[level], throughMs) && IsKept(level + 1, fromMs, throughMs));

    private IReadOnlyList<Block> SourcesOf(int level) =>
        level == 0 ? raw.Snapshot : tiers[level - 1].Blocks.Snapshot;

    // Everything through this time lies in blocks.
    private long SourceThroughMs(int level)
    {
        if (level == 0)
        {
            return raw.EndTime is { } end ? end.Value - 1 : long.MinValue;
        }

        var covers = tiers[level - 1].Covers();
        return covers.Count == 0 ? long.MinValue : covers.Max(cover => cover.ThroughMs);
    }

    private TierTask? NextMissing(int level)
    {
        var tier = tiers[level];
        var sources = SourcesOf(level);
        var throughMs = SourceThroughMs(level);
        foreach (var block in sources)
        {
            var lastPiece = Math.Min(TierFormat.WindowEnd(block.EndTimeMs - 1, tier.PieceMs), throughMs);
            var piece = TierFormat.WindowEnd(block.MinTimeMs, tier.PieceMs);
            for (; piece <= lastPiece; piece += tier.PieceMs)
            {
                var isOfNoUse = IsPastRetention(tier, piece) && IsKept(level + 1, piece - tier.PieceMs, piece);
                if (isOfNoUse || IsCovered(tier, piece))
                {
                    continue;
                }

                var last = LastPiece(tier, sources, piece, throughMs);
                return Build(level, piece - tier.PieceMs, last);
            }
        }

        return null;
    }

    // As many pieces at once as one block may have, so that years are not built two hours at a time.
    private static long LastPiece(Tier tier, IReadOnlyList<Block> sources, long piece, long throughMs)
    {
        while (piece % tier.BlockMsMax != 0 && piece + tier.PieceMs <= throughMs)
        {
            var next = piece + tier.PieceMs;
            if (IsCovered(tier, next) || !sources.Any(block => block.MinTimeMs <= next && block.EndTimeMs - 1 > piece))
            {
                break;
            }

            piece = next;
        }

        return piece;
    }

    private TierTask Build(int level, long fromMs, long throughMs)
    {
        var finer = SourcesOf(level).Where(block => Overlaps(block, fromMs, throughMs)).ToList();
        return new TierTask(
            tiers[level],
            [new TierStretch(fromMs, throughMs, finer, [])],
            [.. SourceIds(level, fromMs, throughMs, finer).Distinct().Order()],
            []);
    }

    // Tiers are looked at by the raw blocks whose samples are in them, however many tiers these went through.
    private IEnumerable<BlockId> SourceIds(int level, long fromMs, long throughMs, IEnumerable<Block> finer)
    {
        var ofRaw = raw.Snapshot.Where(block => Overlaps(block, fromMs, throughMs));
        return (level == 0 ? ofRaw : ofRaw.Concat(finer)).SelectMany(block => block.Manifest.Sources);
    }

    private TierTask? NextOutdated(int level)
    {
        foreach (var cover in tiers[level].Covers())
        {
            var hasAll = cover.HasAllOf(raw.Snapshot);
            var hasDeletions = cover.Block is { Tombstones.IsEmpty: false }
                && cover.FirstKeptMs(SourcesOf(level)) < cover.ThroughMs;
            if ((!hasAll || hasDeletions) && !IsDamaged(tiers[level], cover.FromMs, cover.ThroughMs))
            {
                return Rebuild(level, cover);
            }
        }

        return null;
    }

    private TierTask Rebuild(int level, TierCover cover)
    {
        var tier = tiers[level];
        var finer = SourcesOf(level).Where(cover.Overlaps).ToList();
        var keptFromMs = TierFormat.WindowEnd(cover.FirstKeptMs(finer), tier.ResolutionMs);
        var ids = cover.Sources.Concat(SourceIds(level, cover.FromMs, cover.ThroughMs, finer));
        var stretches = new List<TierStretch>();
        if (keptFromMs > cover.FromMs)
        {
            // What is gone from the sources is taken from the tier; blocks it does not know come from later.
            var later = finer.Where(block => !block.Manifest.Sources.Any(cover.Sources.Contains)).ToList();
            stretches.Add(new TierStretch(
                cover.FromMs, keptFromMs, later, cover.Block is { } own ? [own] : []));
        }

        if (keptFromMs < cover.ThroughMs)
        {
            stretches.Add(new TierStretch(keptFromMs, cover.ThroughMs, finer, []));
        }

        return new TierTask(
            tier, stretches, [.. ids.Distinct().Order()], cover.Block is { } block ? [block] : []);
    }

    private TierTask? NextMerge(int level)
    {
        var members = tiers[level].NextMerge();
        if (members.Count == 0)
        {
            return null;
        }

        var stretch = new TierStretch(
            members.Min(block => block.MinTimeMs) - 1, members.Max(block => block.EndTimeMs) - 1, [], members);
        if (IsDamaged(tiers[level], stretch.FromMs, stretch.ThroughMs))
        {
            return null;
        }

        return new TierTask(
            tiers[level],
            [stretch],
            [.. members.SelectMany(block => block.Manifest.Sources).Distinct().Order()],
            members);
    }

    private static bool IsDamaged(Tier tier, long fromMs, long throughMs) =>
        tier.Damaged.Contains((fromMs, throughMs));

    private static bool Overlaps(Block block, long fromMs, long throughMs) =>
        block.MinTimeMs <= throughMs && block.EndTimeMs - 1 > fromMs;

    private static bool IsCovered(Tier tier, long pieceMs) =>
        tier.Covers().Any(cover => cover.FromMs <= pieceMs - tier.PieceMs && cover.ThroughMs >= pieceMs);

    private static bool IsCovered(Tier tier, long fromMs, long throughMs)
    {
        var piece = TierFormat.WindowEnd(fromMs + 1, tier.PieceMs);
        var lastPiece = TierFormat.WindowEnd(throughMs, tier.PieceMs);
        for (; piece <= lastPiece; piece += tier.PieceMs)
        {
            if (!IsCovered(tier, piece))
            {
                return false;
            }
        }

        return true;
    }
}
