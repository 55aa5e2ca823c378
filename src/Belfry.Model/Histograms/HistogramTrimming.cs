namespace Belfry.Model.Histograms;

/// <summary>
/// The operators <c>&lt;/</c> and <c>&gt;/</c> of PromQL: histograms without the observations on one side of a value.
/// A bucket that the value lies in keeps its share by interpolation. When anything was removed, count and sum are
/// estimated anew from what is left, each bucket at its middle. Source: prometheus
/// <c>model/histogram/float_histogram.go</c>, <c>TrimBuckets</c>.
/// </summary>
public static class HistogramTrimming
{
    /// <summary>Without the observations above <paramref name="value"/>; itself when there are none.</summary>
    public static FloatHistogram TrimAbove(this FloatHistogram histogram, double value) =>
        Trim(histogram, new TrimPoint(value, KeepsBelow: true, histogram.HasCustomBuckets));

    /// <summary>Without the observations below <paramref name="value"/>; itself when there are none.</summary>
    public static FloatHistogram TrimBelow(this FloatHistogram histogram, double value) =>
        Trim(histogram, new TrimPoint(value, KeepsBelow: false, histogram.HasCustomBuckets));

    private static FloatHistogram Trim(FloatHistogram histogram, TrimPoint point)
    {
        var total = new Kept(0, 0);
        var positive = Trim(histogram.EnumeratePositive(), histogram.PositiveBuckets, isPositive: true, ref total);
        var negative = Trim(histogram.EnumerateNegative(), histogram.NegativeBuckets, isPositive: false, ref total);
        var zeroCount = histogram.ZeroCount;
        if (zeroCount > 0)
        {
            var kept = point.KeepOfZero(
                histogram.ZeroBucket(),
                hasNegative: Array.Exists(histogram.NegativeBuckets, count => count != 0),
                hasPositive: Array.Exists(histogram.PositiveBuckets, count => count != 0));
            zeroCount = kept.Count;
            total = total.With(kept);
        }

        var isTrimmed = zeroCount != histogram.ZeroCount || positive != histogram.PositiveBuckets
            || negative != histogram.NegativeBuckets;
        return !isTrimmed ? histogram : new FloatHistogram(histogram)
        {
            ZeroCount = zeroCount,
            Count = total.Count,
            Sum = total.Middle,
            PositiveBuckets = positive,
            NegativeBuckets = negative,
        }.Compact();

        // The same array when nothing was removed.
        double[] Trim(FloatBucketEnumerator buckets, double[] counts, bool isPositive, ref Kept total)
        {
            var result = counts;
            while (buckets.MoveNext())
            {
                if (buckets.CurrentCount == 0)
                {
                    continue;
                }

                var kept = point.KeepOf(buckets.Current, isPositive);
                total = total.With(kept);
                if (kept.Count != buckets.CurrentCount)
                {
                    result = result == counts ? [.. counts] : result;
                    result[buckets.CurrentPosition] = kept.Count;
                }
            }

            return result;
        }
    }
}
