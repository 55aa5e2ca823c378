using Belfry.Model;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// <c>limit_ratio</c>: the share of series whose labels hash into the ratio; a negative ratio takes the complement of
/// what
/// one plus it takes.
/// </summary>
internal sealed class RatioAggregate(VectorOperator inner, ScalarOperator ratio, SourceSpan ratioSpan)
    : VectorOperator(inner.Grid)
{
    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        ratio.Prepare(evaluation);
        foreach (var value in ratio.Values)
        {
            if (double.IsNaN(value))
            {
                throw EvaluationException.Failed("Ratio value is NaN");
            }

            if (Math.Abs(value) > 1)
            {
                evaluation.Annotations.Warn(
                    $"ratio value should be between -1 and 1, got {FloatText.General(value)}, "
                    + $"capping to {Math.Sign(value)}",
                    ratioSpan);
            }
        }
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        inner.Fill(row, values, histograms, workspace);
        var place = inner.Rows[row].Labels.Hash / Math.Pow(2, 64);
        for (var step = 0; step < values.Length; step++)
        {
            var share = Math.Clamp(ratio.Values[step], -1, 1);
            var isTaken = share >= 0 ? place < share : place >= 1 + share;
            values[step] = isTaken ? values[step] : Presence.Absent;
        }

        histograms.KeepMarked(values);
    }
}
