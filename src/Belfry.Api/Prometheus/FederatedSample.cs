using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Api.Prometheus;

/// <summary>The current sample of one series.</summary>
/// <param name="Name">The metric name, never empty.</param>
/// <param name="Labels">All labels.</param>
/// <param name="TimestampMs">When it was taken.</param>
/// <param name="Value">Its value; of a histogram the sum.</param>
/// <param name="Histogram">The native histogram; null for a float.</param>
internal sealed record FederatedSample(
    string Name, Labels Labels, long TimestampMs, double Value, NativeHistogram? Histogram);
