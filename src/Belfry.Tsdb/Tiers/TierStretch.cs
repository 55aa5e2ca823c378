using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Tiers;

/// <summary>How a part of a tier block is made.</summary>
/// <param name="FromMs">Its open start, a multiple of the resolution.</param>
/// <param name="ThroughMs">Its end, included; a multiple of the resolution.</param>
/// <param name="Finer">Blocks of raw samples or of a finer tier, to be folded.</param>
/// <param name="Own">Blocks of the tier itself, whose windows are taken over.</param>
internal sealed record TierStretch(long FromMs, long ThroughMs, IReadOnlyList<Block> Finer, IReadOnlyList<Block> Own);
