using Belfry.Model.Metrics;
using Belfry.Platform.Invariants;

namespace Belfry.Server.Telemetry;

/// <summary><c>belfry_invariant_violations_total</c>: bugs of ours that were found at run time.</summary>
internal sealed class InvariantMetrics : IMetricSource
{
    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        writer.BeginFamily(
            "belfry_invariant_violations_total", MetricType.Counter, "Conditions that did not hold: bugs of Belfry's.");
        foreach (var (id, count) in Invariant.Violations.OrderBy(violation => violation.Key, StringComparer.Ordinal))
        {
            writer.WriteSample("", [new("id", id)], count);
        }
    }
}
