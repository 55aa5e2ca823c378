using System.Globalization;

namespace Belfry.Model.Histograms;

/// <summary>One bucket of a native histogram. The default value is an empty bucket at zero.</summary>
/// <typeparam name="TCount"><see cref="double"/>, or <see cref="ulong"/> for whole counts.</typeparam>
/// <param name="Lower">The lower bound; -Inf when the count is cumulative.</param>
/// <param name="Upper">The upper bound.</param>
/// <param name="IsLowerInclusive">Whether an observation of exactly <paramref name="Lower"/> is in it.</param>
/// <param name="IsUpperInclusive">Whether an observation of exactly <paramref name="Upper"/> is in it.</param>
/// <param name="Count">The observations in it.</param>
/// <param name="Index">Its index in the schema; means nothing for the zero bucket.</param>
public readonly record struct HistogramBucket<TCount>(
    double Lower, double Upper, bool IsLowerInclusive, bool IsUpperInclusive, TCount Count, int Index)
    where TCount : struct
{
    /// <summary>
    /// The share, 0 to 1, of the bucket's width that lies at or below <paramref name="value"/>.
    /// </summary>
    /// <param name="value">Between the bounds (exclusive), which are finite; else the result means nothing.</param>
    /// <param name="isLinear">Interpolate linearly, as in custom buckets and in the zero bucket; else on a logarithmic
    /// scale.</param>
    public double FractionBelow(double value, bool isLinear)
    {
        if (isLinear)
        {
            return (value - Lower) / (Upper - Lower);
        }

        var logLower = Math.Log2(Math.Abs(Lower));
        var logUpper = Math.Log2(Math.Abs(Upper));
        var logValue = Math.Log2(Math.Abs(value));
        return value > 0
            ? (logValue - logLower) / (logUpper - logLower)
            : 1 - ((logValue - logUpper) / (logLower - logUpper));
    }

    /// <summary>The interval and the count: <c>(0.5,1]:3</c>.</summary>
    public override string ToString()
    {
        var count = Count is double fractional
            ? FloatText.General(fractional)
            : string.Create(CultureInfo.InvariantCulture, $"{Count}");
        return $"{(IsLowerInclusive ? '[' : '(')}{FloatText.General(Lower)},{FloatText.General(Upper)}"
            + $"{(IsUpperInclusive ? ']' : ')')}:{count}";
    }
}
