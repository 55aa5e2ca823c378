using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// An aggregation that needs each value once: rows stream through and only the groups stay, so memory is groups times
/// steps however many series there are.
/// </summary>
internal sealed class StreamingAggregate(VectorOperator inner, AggregateExpression aggregate)
    : VectorOperator(inner.Grid)
{
    private SeriesKey[] groups = [];
    private Accumulator? accumulator;

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => groups;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        var grouping = AggregateRows.Group(aggregate, inner.Rows);
        groups = grouping.Groups;
        var steps = Grid.Count;
        var cells = (long)groups.Length * steps;
        evaluation.Hold(cells);
        if (cells > Array.MaxLength)
        {
            throw EvaluationException.Failed(Evaluation.TooManySamples);
        }

        var totals = Accumulator.For(aggregate.Operator, groups.Length, steps);
        var groupOf = grouping.GroupOf;
        BlockPump.Run(inner, evaluation, block =>
        {
            for (var row = 0; row < block.Count; row++)
            {
                if (block.Histograms(row) is { } histograms)
                {
                    var source = new MixedRow(
                        inner.Rows[block.First + row].Labels.MetricName,
                        aggregate.Operator,
                        aggregate.Operand.Span,
                        evaluation.Annotations);
                    totals.AddMixed(groupOf[block.First + row], block.Values(row), histograms, source);
                    continue;
                }

                totals.Add(groupOf[block.First + row], block.Values(row));
            }
        });
        accumulator = totals;
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace) =>
        accumulator!.Finish(row, values, histograms);
}
