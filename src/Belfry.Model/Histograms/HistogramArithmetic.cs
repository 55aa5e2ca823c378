using System.Diagnostics.CodeAnalysis;

namespace Belfry.Model.Histograms;

/// <summary>
/// Arithmetic with float histograms; results are new ones, and may have empty buckets that
/// <see cref="HistogramCompaction"/> drops. For long sums see <see cref="HistogramAccumulator"/>.
/// </summary>
public static class HistogramArithmetic
{
    /// <summary>The histogram with counts and sum multiplied; a negative factor makes it a gauge.</summary>
    public static FloatHistogram Multiply(this FloatHistogram histogram, double factor)
    {
        var working = new WorkingHistogram<double>(histogram);
        working.Multiply(factor);
        return working.ToHistogram(Plain);
    }

    /// <summary>
    /// The histogram with counts and sum divided; a negative divisor makes it a gauge. Division by zero leaves no
    /// buckets, and counts that are infinite or NaN.
    /// </summary>
    public static FloatHistogram Divide(this FloatHistogram histogram, double divisor)
    {
        var working = new WorkingHistogram<double>(histogram);
        working.Divide(divisor);
        return working.ToHistogram(Plain);
    }

    /// <summary>
    /// Adds two histograms in the coarser of their schemas, with a zero bucket that holds both of theirs, or with the
    /// custom bounds that both have. False when only one of them has custom buckets: see <see cref="Incompatible"/>.
    /// </summary>
    public static bool TryAdd(
        this FloatHistogram left,
        FloatHistogram right,
        [NotNullWhen(true)] out FloatHistogram? sum,
        out HistogramRemarks remarks)
    {
        var working = new WorkingHistogram<double>(left);
        sum = working.TryAdd(right, out remarks) ? working.ToHistogram(Plain) : null;
        return sum is not null;
    }

    /// <summary>
    /// The same for a subtraction. The hint becomes what it becomes in an addition; the operator of PromQL has to make
    /// the result a gauge.
    /// </summary>
    public static bool TrySubtract(
        this FloatHistogram left,
        FloatHistogram right,
        [NotNullWhen(true)] out FloatHistogram? difference,
        out HistogramRemarks remarks) => left.TryAdd(Negated(right), out difference, out remarks);

    /// <summary>Whether any count, sum or custom bound is infinite, as too large a sum makes it.</summary>
    public static bool HasOverflow(this FloatHistogram histogram) =>
        double.IsInfinity(histogram.ZeroCount) || double.IsInfinity(histogram.Count) || double.IsInfinity(histogram.Sum)
        || Array.Exists(histogram.PositiveBuckets, double.IsInfinity)
        || Array.Exists(histogram.NegativeBuckets, double.IsInfinity)
        || Array.Exists(histogram.CustomValues, double.IsInfinity);

    /// <summary>Prometheus's words for what cannot be added or subtracted.</summary>
    public const string Incompatible = "cannot apply this operation on histograms with a mix of exponential and custom "
        + "bucket schemas";

    private static double Plain(double count) => count;

    private static FloatHistogram Negated(FloatHistogram histogram) => new(histogram)
    {
        ZeroCount = -histogram.ZeroCount,
        Count = -histogram.Count,
        Sum = -histogram.Sum,
        PositiveBuckets = Array.ConvertAll(histogram.PositiveBuckets, count => -count),
        NegativeBuckets = Array.ConvertAll(histogram.NegativeBuckets, count => -count),
    };
}
