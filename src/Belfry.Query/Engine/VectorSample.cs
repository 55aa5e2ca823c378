using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Query.Engine;

/// <summary>One element of a vector.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Timestamp">The evaluation time.</param>
/// <param name="Value">Its value, never a stale marker; zero when it is a native histogram.</param>
public sealed record VectorSample(Labels Labels, TimestampMs Timestamp, double Value)
{
    /// <summary>Its value when that is a native histogram; else null.</summary>
    public FloatHistogram? Histogram { get; init; }
}
