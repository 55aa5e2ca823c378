namespace Belfry.Encoding.ClientProtobuf;

/// <summary>The kinds of <c>io.prometheus.client</c>, by their numbers in the format.</summary>
internal enum ClientMetricType
{
    Counter = 0,
    Gauge = 1,
    Summary = 2,
    Untyped = 3,
    Histogram = 4,
    GaugeHistogram = 5,
}
