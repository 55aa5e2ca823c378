using Belfry.Model.Histograms;

namespace Belfry.Query.Functions;

/// <summary>
/// Quantiles of native histograms: within a bucket linear for custom buckets and the zero bucket, else as if the bucket
/// were evenly filled at any higher resolution, which is linear on a logarithmic scale. Source: prometheus
/// <c>promql/quantile.go</c>.
/// </summary>
internal static class NativeQuantile
{
    /// <summary>
    /// The value below which the share <paramref name="q"/> of observations lies. NaN without observations or for a
    /// quantile of NaN, infinities outside of 0 to 1.
    /// </summary>
    internal static double Of(double q, FloatHistogram histogram, out NaNEffect effect)
    {
        effect = NaNEffect.None;
        if (q is < 0 or > 1)
        {
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (histogram.Count == 0 || double.IsNaN(q))
        {
            return double.NaN;
        }

        // Observations of NaN are in no bucket: counted from above, ranks would be too low.
        var hasNaN = double.IsNaN(histogram.Sum);
        var isFromBelow = hasNaN || q < 0.5;
        var buckets = isFromBelow ? histogram.EnumerateAll() : histogram.EnumerateAllReversed();
        var rank = (isFromBelow ? q : 1 - q) * histogram.Count;
        var count = 0.0;
        var bucket = default(HistogramBucket<double>);
        while (buckets.MoveNext())
        {
            bucket = buckets.Current;
            count += bucket.Count;
            if (bucket.Count != 0 && count >= rank)
            {
                break;
            }
        }

        if (IsOpenEnded(histogram, bucket, out var end))
        {
            return end;
        }

        bucket = Narrowed(histogram, bucket);
        count = Math.Min(count, histogram.Count);
        if (count < rank)
        {
            effect = hasNaN ? NaNEffect.IsResult : NaNEffect.None;
            return hasNaN ? double.NaN : bucket.Upper;
        }

        var share = (isFromBelow ? rank - (count - bucket.Count) : count - rank) / bucket.Count;
        if (hasNaN)
        {
            while (buckets.MoveNext())
            {
                count += buckets.Current.Count;
            }

            effect = count < histogram.Count ? NaNEffect.Skews : NaNEffect.None;
        }

        return Interpolate(histogram, bucket, share);
    }

    // A custom bucket without an end has no inside: its only bound is the answer.
    private static bool IsOpenEnded(FloatHistogram histogram, HistogramBucket<double> bucket, out double end)
    {
        var isLowest = double.IsNegativeInfinity(bucket.Lower) && bucket.Upper <= 0;
        var isHighest = !double.IsNegativeInfinity(bucket.Lower) && double.IsPositiveInfinity(bucket.Upper);
        end = isLowest ? bucket.Upper : bucket.Lower;
        return histogram.HasCustomBuckets && (isLowest || isHighest);
    }

    // With observations on one side of zero only, those in the bucket around zero are taken to be on that side.
    private static HistogramBucket<double> Narrowed(FloatHistogram histogram, HistogramBucket<double> bucket)
    {
        if (histogram.HasCustomBuckets)
        {
            return double.IsNegativeInfinity(bucket.Lower) ? bucket with { Lower = 0 } : bucket;
        }

        if (!(bucket.Lower < 0 && bucket.Upper > 0))
        {
            return bucket;
        }

        var (hasNegative, hasPositive) = (histogram.NegativeBuckets.Length > 0, histogram.PositiveBuckets.Length > 0);
        return (hasNegative, hasPositive) switch
        {
            (false, true) => bucket with { Lower = 0 },
            (true, false) => bucket with { Upper = 0 },
            _ => bucket,
        };
    }

    private static double Interpolate(FloatHistogram histogram, HistogramBucket<double> bucket, double share)
    {
        if (histogram.HasCustomBuckets || (bucket.Lower <= 0 && bucket.Upper >= 0))
        {
            return bucket.Lower + ((bucket.Upper - bucket.Lower) * share);
        }

        var lower = Math.Log2(Math.Abs(bucket.Lower));
        var upper = Math.Log2(Math.Abs(bucket.Upper));
        return bucket.Lower > 0
            ? Math.Pow(2, lower + ((upper - lower) * share))
            : -Math.Pow(2, upper + ((lower - upper) * (1 - share)));
    }
}
