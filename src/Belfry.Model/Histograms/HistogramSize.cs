namespace Belfry.Model.Histograms;

/// <summary>What a histogram counts for where PromQL limits samples in memory.</summary>
public static class HistogramSize
{
    // Of the original's struct, with its five slices.
    private const int FrameBytes = 168;
    private const int ElementBytes = 8;

    /// <summary>
    /// The bytes that Prometheus says a float histogram takes. Not what it takes here, but limits and statistics of
    /// queries are compared with Prometheus's. Source: <c>FloatHistogram.Size</c>.
    /// </summary>
    public static int SizeBytes(this FloatHistogram histogram) => FrameBytes + (ElementBytes
        * (histogram.PositiveSpans.Length + histogram.NegativeSpans.Length + histogram.PositiveBuckets.Length
            + histogram.NegativeBuckets.Length + histogram.CustomValues.Length));
}
