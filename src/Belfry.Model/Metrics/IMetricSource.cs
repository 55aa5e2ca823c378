namespace Belfry.Model.Metrics;

/// <summary>
/// Something that can say its metrics: a registry, a collector of host figures. Asked by any thread, but by one at a
/// time; an answer is complete when the call returns. What cannot be read is left out and counted, never thrown.
/// </summary>
public interface IMetricSource
{
    /// <summary>Writes all families, each once.</summary>
    void WriteMetrics(IMetricFamilyWriter writer);
}
