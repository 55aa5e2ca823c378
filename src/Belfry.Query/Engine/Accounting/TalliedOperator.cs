using Belfry.Query.Engine.Operators;

namespace Belfry.Query.Engine.Accounting;

/// <summary>An operator whose values are counted when somebody wants to know; otherwise the same.</summary>
internal sealed class TalliedOperator(VectorOperator inner, OutputTally tally, QueryTallies tallies)
    : VectorOperator(inner.Grid)
{
    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => inner.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation) => inner.Prepare(evaluation);

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        inner.Fill(row, values, histograms, workspace);
        if (tallies.IsCounting)
        {
            tally.Count(row, values, histograms);
        }
        else if (!histograms.IsEmpty)
        {
            tally.Weigh(histograms);
        }
    }

    /// <summary>Computes and counts the rows that nobody asked for.</summary>
    internal void Complete(Evaluation evaluation) => tally.Complete(this, evaluation);
}
