using Belfry.Model.Histograms;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>A sample that came out of order.</summary>
/// <param name="TimestampMs">Its time.</param>
/// <param name="Value">Its value, when it is a float.</param>
/// <param name="Histogram">The histogram, when it is one.</param>
internal readonly record struct LateSample(long TimestampMs, double Value, NativeHistogram? Histogram);
