using Belfry.Model.Histograms;

namespace Belfry.Query.Functions;

/// <summary>
/// The share of observations between two bounds, interpolated as <see cref="NativeQuantile"/> does. Source: prometheus
/// <c>promql/quantile.go</c>.
/// </summary>
internal static class NativeFraction
{
    /// <summary>
    /// The share above <paramref name="lower"/> and up to <paramref name="upper"/>; NaN without observations or when a
    /// bound is NaN.
    /// </summary>
    internal static double Of(double lower, double upper, FloatHistogram histogram, out NaNEffect effect)
    {
        effect = NaNEffect.None;
        if (histogram.Count == 0 || double.IsNaN(lower) || double.IsNaN(upper))
        {
            return double.NaN;
        }

        if (lower >= upper)
        {
            return 0;
        }

        var count = histogram.Count;
        if (double.IsNaN(histogram.Sum))
        {
            count = CountInBuckets(histogram);
            effect = count < histogram.Count ? NaNEffect.Excluded : NaNEffect.None;
        }

        return (Rank(upper, histogram, count) - Rank(lower, histogram, count)) / histogram.Count;
    }

    private static double CountInBuckets(FloatHistogram histogram)
    {
        var count = 0.0;
        foreach (var bucket in histogram.EnumerateAll())
        {
            count += bucket.Count;
        }

        return count;
    }

    // How many observations lie below a value, at most the given number.
    private static double Rank(double value, FloatHistogram histogram, double most)
    {
        var before = 0.0;
        foreach (var given in histogram.EnumerateAll())
        {
            var isAroundZero = given.Lower <= 0 && given.Upper >= 0;
            var bucket = isAroundZero ? Narrowed(histogram, given) : given;
            if (bucket.Lower >= value)
            {
                return Math.Min(before, most);
            }

            if (bucket.Upper > value)
            {
                // A bucket without a lower end has no inside to interpolate in; it is the first.
                var isLinear = histogram.HasCustomBuckets || isAroundZero;
                var inside = isLinear && double.IsNegativeInfinity(bucket.Lower)
                    ? bucket.Count
                    : before + (bucket.Count * bucket.FractionBelow(value, isLinear));
                return inside > most ? most : inside;
            }

            before += bucket.Count;
        }

        return most;
    }

    private static HistogramBucket<double> Narrowed(FloatHistogram histogram, HistogramBucket<double> bucket) =>
        (histogram.NegativeBuckets.Length > 0, histogram.PositiveBuckets.Length > 0) switch
        {
            (false, true) => bucket with { Lower = 0 },
            (true, false) => bucket with { Upper = 0 },
            _ => bucket,
        };
}
