using Belfry.Model.Histograms;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>
/// A binary operator over rows that have native histograms. What an operator does not know of its operands has no
/// result, with a remark. Without state, so one instance serves all threads.
/// </summary>
internal sealed class HistogramKernel(BinaryOperator op, BinaryResult result, SourceSpan span)
{
    /// <summary>True when rows of floats alone need no remark: then <see cref="BinaryKernel"/> does.</summary>
    internal bool LeavesFloats { get; } = op is not (BinaryOperator.TrimUpper or BinaryOperator.TrimLower);

    /// <summary>
    /// Computes <c>values[n] = left[n] op right[n]</c>; the room of the result may be that of either operand.
    /// </summary>
    /// <param name="left">The left values.</param>
    /// <param name="leftHistograms">Their histograms; null for a scalar.</param>
    /// <param name="right">The right values.</param>
    /// <param name="rightHistograms">Their histograms; null for a scalar.</param>
    /// <param name="values">The results.</param>
    /// <param name="histograms">Their histograms.</param>
    /// <param name="annotations">Where remarks go.</param>
    internal void Apply(
        ReadOnlySpan<double> left,
        HistogramRow? leftHistograms,
        ReadOnlySpan<double> right,
        HistogramRow? rightHistograms,
        Span<double> values,
        HistogramRow histograms,
        Annotations annotations)
    {
        for (var step = 0; step < values.Length; step++)
        {
            var one = values.Slice(step, 1);
            var (leftHistogram, rightHistogram) = (leftHistograms?[step], rightHistograms?[step]);
            var isFloat = leftHistogram is null && rightHistogram is null;
            if (Presence.IsAbsent(left[step]) || Presence.IsAbsent(right[step]))
            {
                one[0] = Presence.Absent;
                histograms.Remove(step);
            }
            else if (isFloat && LeavesFloats)
            {
                BinaryKernel.Apply(op, result, left.Slice(step, 1), right.Slice(step, 1), one);
            }
            else
            {
                var outcome = (leftHistogram, rightHistogram) switch
                {
                    (not null, not null) => OfTwo(leftHistogram, rightHistogram, annotations),
                    (not null, null) => WithFloat(leftHistogram, right[step]),
                    (null, not null) when op == BinaryOperator.Multiply =>
                        Outcome.Of(rightHistogram.Multiply(left[step]).Compact()),
                    _ => Outcome.Unknown,
                };
                if (outcome.IsUnknown)
                {
                    annotations.Inform(
                        HistogramTexts.IncompatibleTypes(Kind(leftHistogram), op.Text(), Kind(rightHistogram)), span);
                }

                Put(outcome, step, values, histograms);
            }
        }
    }

    /// <summary>
    /// Whether the operator has a result for such operands, or would have one if a comparison held; null stands for a
    /// float.
    /// </summary>
    internal bool Knows(FloatHistogram? left, FloatHistogram? right) => (left, right) switch
    {
        (null, null) => LeavesFloats,
        (null, not null) => op == BinaryOperator.Multiply,
        (not null, null) => op is BinaryOperator.Multiply or BinaryOperator.Divide || !LeavesFloats,
        _ when op is BinaryOperator.Add or BinaryOperator.Subtract => IsSumPossible(left, right),
        _ => op is BinaryOperator.Equal or BinaryOperator.NotEqual,
    };

    private bool IsSumPossible(FloatHistogram left, FloatHistogram right)
    {
        var isPossible = op == BinaryOperator.Add
            ? left.TryAdd(right, out _, out var remarks)
            : left.TrySubtract(right, out _, out remarks);
        return isPossible && (remarks & HistogramRemarks.CounterResetCollision) == 0;
    }

    private static string Kind(FloatHistogram? histogram) => histogram is null ? "float" : "histogram";

    private static void Put(Outcome outcome, int step, Span<double> values, HistogramRow histograms)
    {
        if (outcome.Histogram is { } histogram)
        {
            values[step] = Presence.Histogram;
            histograms.Set(step, histogram);
        }
        else
        {
            values[step] = outcome.Number;
            histograms.Remove(step);
        }
    }

    private Outcome WithFloat(FloatHistogram histogram, double number) => op switch
    {
        BinaryOperator.Multiply => Outcome.Of(histogram.Multiply(number).Compact()),
        BinaryOperator.Divide => Outcome.Of(histogram.Divide(number).Compact()),
        BinaryOperator.TrimUpper => Outcome.Of(histogram.TrimAbove(number)),
        BinaryOperator.TrimLower => Outcome.Of(histogram.TrimBelow(number)),
        _ => Outcome.Unknown,
    };

    private Outcome OfTwo(FloatHistogram left, FloatHistogram right, Annotations annotations)
    {
        switch (op)
        {
            case BinaryOperator.Add or BinaryOperator.Subtract:
                return Sum(left, right, annotations);
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                var holds = left.IsIdenticalTo(right) == (op == BinaryOperator.Equal);
                return result == BinaryResult.Bool ? new Outcome(null, holds ? 1 : 0, false)
                    : holds ? Outcome.Of(left)
                    : Outcome.None;
            default:
                return Outcome.Unknown;
        }
    }

    private Outcome Sum(FloatHistogram left, FloatHistogram right, Annotations annotations)
    {
        var isAddition = op == BinaryOperator.Add;
        var operation = isAddition ? "addition" : "subtraction";
        var isPossible = isAddition
            ? left.TryAdd(right, out var sum, out var remarks)
            : left.TrySubtract(right, out sum, out remarks);
        if (!isPossible)
        {
            annotations.Warn(HistogramTexts.IncompatibleLayouts(op.Text()), span);
            return Outcome.None;
        }

        if ((remarks & HistogramRemarks.CounterResetCollision) != 0)
        {
            // The original gives a warning in place of a result.
            annotations.Warn(HistogramTexts.ResetConflict(operation), span);
            return Outcome.None;
        }

        if ((remarks & HistogramRemarks.BoundsReconciled) != 0)
        {
            annotations.Inform(HistogramTexts.Reconciled(operation), span);
        }

        return Outcome.Of((isAddition ? sum! : sum!.WithHint(CounterResetHint.Gauge)).Compact());
    }

    // A histogram or a number, which may be absent.
    private readonly record struct Outcome(FloatHistogram? Histogram, double Number, bool IsUnknown)
    {
        internal static Outcome None => new(null, Presence.Absent, false);

        internal static Outcome Unknown => new(null, Presence.Absent, true);

        internal static Outcome Of(FloatHistogram histogram) => new(histogram, 0, false);
    }
}
