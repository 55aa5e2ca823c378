using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// One tier: its blocks, and the stretches that were looked at and hold nothing. Reading takes snapshots; changing is
/// for the holder of the store's maintenance lock.
/// </summary>
internal sealed class Tier(TierOptions options, StoreDirectory directory, BlockDamage damage)
{
    private const int MergeFactor = 3;
    private const int PiecesMax = 27;
    private const int BlocksInRetentionMin = 10;

    private TierCover[] empty = [];
    private Snapshot last = new([], [], []);

    /// <summary>The tier's blocks.</summary>
    internal BlockSet Blocks { get; } = new(directory, damage);

    internal long ResolutionMs => options.ResolutionMs;

    internal TimeSpan Resolution => options.Resolution;

    internal TimeSpan? Retention => options.Retention;

    /// <summary>What people call it: <c>5m</c>.</summary>
    internal string Name { get; } = PrometheusDuration.Format(options.Resolution);

    /// <summary>The span of the pieces in which it is built.</summary>
    internal long PieceMs => options.ResolutionMs * TierFormat.PieceWindows;

    /// <summary>The longest span of a block: 1, 3, 9 or 27 pieces, so that its retention drops a tenth at
    /// most.</summary>
    internal long BlockMsMax
    {
        get
        {
            var limit = Retention is { } kept ? (long)kept.TotalMilliseconds / BlocksInRetentionMin : long.MaxValue;
            var span = PieceMs;
            while (span < PieceMs * PiecesMax && span <= limit / MergeFactor)
            {
                span *= MergeFactor;
            }

            return span;
        }
    }

    /// <summary>What it has looked at, by rising start.</summary>
    internal IReadOnlyList<TierCover> Covers()
    {
        var (seen, blocks, nothing) = (Volatile.Read(ref last), Blocks.Snapshot, Volatile.Read(ref empty));
        if (!ReferenceEquals(seen.Blocks, blocks) || !ReferenceEquals(seen.Empty, nothing))
        {
            var covers = blocks.Select(TierCover.Of).Concat(nothing).OrderBy(cover => cover.FromMs).ToList();
            seen = new Snapshot(blocks, nothing, covers);
            Volatile.Write(ref last, seen);
        }

        return seen.Covers;
    }

    /// <summary>Stretches whose sources were found damaged: they are left alone until a restart.</summary>
    internal HashSet<(long FromMs, long ThroughMs)> Damaged { get; } = [];

    /// <summary>Notes that the sources have nothing in a stretch, so that it is not looked at again.</summary>
    internal void AddEmpty(TierCover cover)
    {
        RemoveEmpty(cover.FromMs, cover.ThroughMs);
        Volatile.Write(ref empty, [.. empty, cover]);
    }

    /// <summary>Forgets what was said of a stretch, or of parts of it.</summary>
    internal void RemoveEmpty(long fromMs, long throughMs) => Volatile.Write(
        ref empty, [.. empty.Where(old => old.FromMs < fromMs || old.ThroughMs > throughMs)]);

    /// <summary>The blocks of one complete window of three spans of the level below; none when there is no
    /// such.</summary>
    internal IReadOnlyList<Block> NextMerge()
    {
        var blocks = Blocks.Snapshot;
        var throughMs = blocks.Count == 0 ? long.MinValue : blocks.Max(block => block.EndTimeMs - 1);
        for (var spanMs = PieceMs * MergeFactor; spanMs <= BlockMsMax; spanMs *= MergeFactor)
        {
            foreach (var group in blocks.GroupBy(block => Reading.BlockTimes.RangeStart(block.MinTimeMs - 1, spanMs)))
            {
                var members = group.Where(block => block.EndTimeMs - 1 <= group.Key + spanMs).ToList();
                if (members.Count > 1 && group.Key + spanMs <= throughMs)
                {
                    return members;
                }
            }
        }

        return [];
    }

    private sealed record Snapshot(
        IReadOnlyList<Block> Blocks, TierCover[] Empty, IReadOnlyList<TierCover> Covers);
}
