using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary><c>histogram_fraction</c>: the share of observations between two bounds, linear within a bucket.</summary>
internal sealed class FractionOfBuckets(FunctionCall call)
    : BucketFunction(call.Arguments[0].Span, call.Arguments[2].Span)
{
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
        var (lower, upper) = (parameters[0][step], parameters[1][step]);
        if (!double.IsPositiveInfinity(bounds[^1]))
        {
            return double.NaN;
        }

        var count = Coalesce(bounds, counts);
        var total = counts[count - 1];
        if (total == 0 || double.IsNaN(lower) || double.IsNaN(upper))
        {
            return double.NaN;
        }

        if (lower >= upper)
        {
            return 0;
        }

        var below = Rank(lower, bounds[..count], counts[..count]);
        return (Rank(upper, bounds[..count], counts[..count]) - below) / total;
    }

    /// <inheritdoc/>
    internal override double Apply(
        FloatHistogram histogram, int step, double[][] parameters, Evaluation evaluation, Labels labels)
    {
        var share = NativeFraction.Of(parameters[0][step], parameters[1][step], histogram, out var effect);
        if (effect == NaNEffect.Excluded)
        {
            Inform(
                "input to histogram_fraction has NaN observations, which are excluded from all fractions",
                evaluation,
                labels);
        }

        return share;
    }

    // How many observations lie below a value.
    private static double Rank(double value, ReadOnlySpan<double> bounds, ReadOnlySpan<double> counts)
    {
        var total = counts[^1];
        var before = 0.0;
        for (var bucket = 0; bucket < bounds.Length; bucket++)
        {
            // What is counted in the first bucket is taken to be positive when its bound is.
            var start = bucket > 0 ? bounds[bucket - 1] : bounds[0] > 0 ? 0 : double.NegativeInfinity;
            if (start >= value)
            {
                return Math.Min(before, total);
            }

            if (bounds[bucket] > value)
            {
                // A bucket without end has no inside to interpolate in.
                var inside = double.IsNegativeInfinity(start)
                    ? counts[bucket]
                    : before + ((counts[bucket] - before) * (value - start) / (bounds[bucket] - start));
                return Math.Min(inside, total);
            }

            before = counts[bucket];
        }

        return total;
    }
}
