using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>Quantiles of plain values, interpolated between the two nearest ranks.</summary>
internal static class Quantiles
{
    /// <summary>Warns about quantiles outside of 0 to 1.</summary>
    internal static void CheckRange(ReadOnlySpan<double> quantiles, Annotations annotations, SourceSpan span)
    {
        foreach (var quantile in quantiles)
        {
            if (!(quantile is >= 0 and <= 1))
            {
                annotations.Warn(
                    $"quantile value should be between 0 and 1, got {FloatText.General(quantile)}", span);
            }
        }
    }

    /// <summary>
    /// The quantile <paramref name="q"/> of <paramref name="values"/>, which are sorted in place, NaN before all. NaN
    /// for
    /// no values or a NaN quantile, infinities outside of 0 to 1.
    /// </summary>
    internal static double Of(double q, Span<double> values)
    {
        if (values.IsEmpty || double.IsNaN(q))
        {
            return double.NaN;
        }

        if (q is < 0 or > 1)
        {
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        values.Sort();
        var rank = q * (values.Length - 1);
        var lower = Math.Max(0, (int)Math.Floor(rank));
        var upper = Math.Min(values.Length - 1, lower + 1);
        var weight = rank - Math.Floor(rank);
        return (values[lower] * (1 - weight)) + (values[upper] * weight);
    }
}
