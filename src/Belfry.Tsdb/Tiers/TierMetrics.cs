using Belfry.Model.Metrics;

namespace Belfry.Tsdb.Tiers;

/// <summary>The figures of the tiers. Thread-safe.</summary>
internal static class TierMetrics
{
    internal static void Write(TierSet tiers, IMetricFamilyWriter writer)
    {
        if (tiers.Tiers.Count == 0)
        {
            return;
        }

        Family(tiers, writer, "belfry_tsdb_tier_blocks", "Number of blocks of a tier.",
            tier => tier.Blocks.Snapshot.Count);
        Family(tiers, writer, "belfry_tsdb_tier_size_bytes", "Size of the blocks of a tier.",
            tier => tier.Blocks.Snapshot.Sum(block => block.SizeBytes));
        Family(tiers, writer, "belfry_tsdb_tier_end_seconds", "The time through which a tier is built.",
            tier => tier.Blocks.EndTime is { } end ? (end.Value - 1) / 1000.0 : double.NaN);
    }

    private static void Family(
        TierSet tiers, IMetricFamilyWriter writer, string name, string help, Func<Tier, double> valueOf)
    {
        writer.BeginFamily(name, MetricType.Gauge, help);
        foreach (var tier in tiers.Tiers)
        {
            writer.WriteSample("", [new("tier", tier.Name)], valueOf(tier));
        }
    }
}
