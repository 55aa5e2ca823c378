using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>
/// <c>histogram_quantile</c>, linear within a bucket. Counts that fall are raised to the ones before.
/// </summary>
internal sealed class QuantileOfBuckets(SourceSpan quantileSpan, SourceSpan vectorSpan)
    : BucketFunction(quantileSpan, vectorSpan)
{
    // Differences up to this are rounding, not scraping, and are evened out without a remark.
    private const double SmallDifference = 1e-12;

    /// <inheritdoc/>
    internal override void CheckParameters(double[][] parameters, Annotations annotations) =>
        Quantiles.CheckRange(parameters[0], annotations, FirstSpan);

    /// <inheritdoc/>
    internal override double Apply(
        Span<double> bounds,
        Span<double> counts,
        int step,
        long timeMs,
        double[][] parameters,
        Evaluation evaluation,
        Labels labels)
    {
        var q = parameters[0][step];
        if (!(q is >= 0 and <= 1))
        {
            return double.IsNaN(q) ? q : q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        if (!double.IsPositiveInfinity(bounds[^1]))
        {
            return double.NaN;
        }

        var count = Coalesce(bounds, counts);
        if (MakeMonotonic(bounds[..count], counts[..count], timeMs) is { } repairs)
        {
            Inform(
                "input to histogram_quantile needed to be fixed for monotonicity "
                + "(see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)",
                evaluation,
                labels,
                repairs);
        }

        return count < 2 || counts[count - 1] == 0 ? double.NaN : Interpolate(q, bounds[..count], counts[..count]);
    }

    /// <inheritdoc/>
    internal override double Apply(
        FloatHistogram histogram, int step, double[][] parameters, Evaluation evaluation, Labels labels)
    {
        var quantile = NativeQuantile.Of(parameters[0][step], histogram, out var effect);
        if (effect != NaNEffect.None)
        {
            Inform(
                "input to histogram_quantile has NaN observations, result is "
                + (effect == NaNEffect.IsResult ? "NaN" : "skewed higher"),
                evaluation,
                labels);
        }

        return quantile;
    }

    private static double Interpolate(double q, ReadOnlySpan<double> bounds, ReadOnlySpan<double> counts)
    {
        var last = bounds.Length - 1;
        var rank = q * counts[last];
        var bucket = 0;
        while (bucket < last && !(counts[bucket] >= rank))
        {
            bucket++;
        }

        if (bucket == last)
        {
            return bounds[last - 1];
        }

        if (bucket == 0 && bounds[0] <= 0)
        {
            return bounds[0];
        }

        var start = bucket > 0 ? bounds[bucket - 1] : 0;
        var before = bucket > 0 ? counts[bucket - 1] : 0;
        return start + ((bounds[bucket] - start) * ((rank - before) / (counts[bucket] - before)));
    }

    // What was raised; null when nothing was, or only by what rounding may have lost.
    private static MonotonicityRepairs? MakeMonotonic(ReadOnlySpan<double> bounds, Span<double> counts, long timeMs)
    {
        var repairs = default(MonotonicityRepairs);
        var highest = counts[0];
        for (var index = 1; index < counts.Length; index++)
        {
            var count = counts[index];
            if (count == highest)
            {
                continue;
            }

            var isSmall = IsAlmostEqual(highest, count);
            if (isSmall || count < highest)
            {
                counts[index] = highest;
                if (!isSmall)
                {
                    repairs = new MonotonicityRepairs(
                        1,
                        timeMs,
                        timeMs,
                        repairs?.BoundMin ?? bounds[index],
                        bounds[index],
                        Math.Max(repairs?.DifferenceMax ?? 0, highest - count));
                }

                continue;
            }

            highest = count;
        }

        return repairs;
    }

    private static bool IsAlmostEqual(double left, double right)
    {
        const double Normal = 2.2250738585072014e-308;
        var sum = Math.Abs(left) + Math.Abs(right);
        var difference = Math.Abs(left - right);
        return left == 0 || right == 0 || sum < Normal
            ? difference < SmallDifference * Normal
            : difference / Math.Min(sum, double.MaxValue) < SmallDifference;
    }
}
