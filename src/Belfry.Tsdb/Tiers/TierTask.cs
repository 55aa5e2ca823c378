using Belfry.Storage.Blocks;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>A tier block to write.</summary>
/// <param name="Tier">Whose.</param>
/// <param name="Stretches">Its parts, one behind the other.</param>
/// <param name="Sources">The level-1 blocks of raw samples that will be in it.</param>
/// <param name="Replaced">The blocks that it replaces.</param>
internal sealed record TierTask(
    Tier Tier, IReadOnlyList<TierStretch> Stretches, IReadOnlyList<BlockId> Sources, IReadOnlyList<Block> Replaced)
{
    internal long FromMs => Stretches[0].FromMs;

    internal long ThroughMs => Stretches[^1].ThroughMs;
}
