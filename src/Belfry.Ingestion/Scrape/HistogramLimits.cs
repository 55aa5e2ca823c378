using Belfry.Configuration.Prometheus;
using Belfry.Model.Histograms;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// What a job allows of native histograms: the finest resolution and the most buckets. A histogram beyond them is
/// reduced; one that cannot be is refused. Semantics: prometheus <c>scrape/target.go</c>. Immutable.
/// </summary>
internal readonly struct HistogramLimits
{
    internal const string TooManyBuckets = "histogram bucket limit exceeded";

    private readonly int schemaMax;
    private readonly int bucketMax;

    internal HistogramLimits(ScrapeLimits limits)
        : this(
            limits.NativeHistogramMinBucketFactor == 0
                ? HistogramSchema.ExponentialMax
                : HistogramSchema.ForGrowthFactor(limits.NativeHistogramMinBucketFactor),
            (int)Math.Min(limits.NativeHistogramBuckets, int.MaxValue))
    {
    }

    internal HistogramLimits(int schemaMax, int bucketMax)
    {
        this.schemaMax = schemaMax;
        this.bucketMax = bucketMax;
    }

    /// <summary>
    /// The histogram to store, or null with what is wrong: <see cref="TooManyBuckets"/>, or that it is not valid.
    /// </summary>
    internal NativeHistogram? Apply(NativeHistogram histogram, out string? problem)
    {
        if (HistogramSchema.IsExponentialOrReserved(histogram.Schema) && histogram.Schema > schemaMax
            && !histogram.TryReduceResolution(schemaMax, out histogram!, out problem))
        {
            return null;
        }

        problem = histogram.FindDefect();
        if (problem is not null || bucketMax == 0)
        {
            return problem is null ? histogram : null;
        }

        var limited = histogram.LimitBuckets(bucketMax);
        problem = limited is null ? TooManyBuckets : null;
        return limited;
    }
}
