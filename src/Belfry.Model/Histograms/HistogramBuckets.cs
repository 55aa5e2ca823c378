namespace Belfry.Model.Histograms;

/// <summary>Walks over the buckets of histograms without allocating.</summary>
public static class HistogramBuckets
{
    /// <summary>Positive buckets from zero upwards.</summary>
    public static FloatBucketEnumerator EnumeratePositive(this FloatHistogram histogram) =>
        new(histogram, isPositive: true, isReversed: false);

    /// <summary>Negative buckets from zero downwards.</summary>
    public static FloatBucketEnumerator EnumerateNegative(this FloatHistogram histogram) =>
        new(histogram, isPositive: false, isReversed: false);

    /// <summary>Positive buckets from the highest down to zero.</summary>
    public static FloatBucketEnumerator EnumeratePositiveReversed(this FloatHistogram histogram) =>
        new(histogram, isPositive: true, isReversed: true);

    /// <summary>Negative buckets from the lowest up to zero.</summary>
    public static FloatBucketEnumerator EnumerateNegativeReversed(this FloatHistogram histogram) =>
        new(histogram, isPositive: false, isReversed: true);

    /// <summary>All buckets by rising bounds.</summary>
    public static AllBucketsEnumerator EnumerateAll(this FloatHistogram histogram) => new(histogram, isReversed: false);

    /// <summary>All buckets by falling bounds.</summary>
    public static AllBucketsEnumerator EnumerateAllReversed(this FloatHistogram histogram) =>
        new(histogram, isReversed: true);

    /// <summary>Positive buckets from zero upwards.</summary>
    public static IntegerBucketEnumerator EnumeratePositive(this IntegerHistogram histogram) =>
        new(histogram, isPositive: true);

    /// <summary>Negative buckets from zero downwards.</summary>
    public static IntegerBucketEnumerator EnumerateNegative(this IntegerHistogram histogram) =>
        new(histogram, isPositive: false);

    /// <summary>Cumulative buckets; the histogram has no negative ones.</summary>
    /// <exception cref="ArgumentException">The histogram has negative buckets.</exception>
    public static CumulativeBucketEnumerator EnumerateCumulative(this IntegerHistogram histogram) =>
        histogram.NegativeDeltas.Length == 0
            ? new CumulativeBucketEnumerator(histogram)
            : throw new ArgumentException("negative buckets have no cumulative form", nameof(histogram));

    /// <summary>The bucket around zero; the histogram has no custom buckets.</summary>
    public static HistogramBucket<double> ZeroBucket(this FloatHistogram histogram) =>
        Zero(histogram.ZeroThreshold, histogram.ZeroCount);

    /// <summary>The bucket around zero; the histogram has no custom buckets.</summary>
    public static HistogramBucket<ulong> ZeroBucket(this IntegerHistogram histogram) =>
        Zero(histogram.ZeroThreshold, histogram.ZeroCount);

    private static HistogramBucket<T> Zero<T>(double threshold, T count)
        where T : struct => new(-threshold, threshold, true, true, count, 0);
}
