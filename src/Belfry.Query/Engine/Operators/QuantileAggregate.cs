using System.Buffers;
using Belfry.Query.Functions;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary><c>quantile</c>: group by group, so that only one group's values are held at a time and thread.</summary>
internal sealed class QuantileAggregate(
    VectorOperator inner, ScalarOperator quantile, AggregateExpression aggregate) : VectorOperator(inner.Grid)
{
    private AggregateRows? grouping;
    private List<int>[] members = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => grouping?.Groups ?? [];

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        quantile.Prepare(evaluation);
        grouping = AggregateRows.Group(aggregate, inner.Rows);
        members = grouping.Groups.Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < grouping.GroupOf.Length; row++)
        {
            members[grouping.GroupOf[row]].Add(row);
        }

        Quantiles.CheckRange(quantile.Values, evaluation.Annotations, aggregate.Parameter!.Span);
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        var steps = values.Length;
        var group = members[row];
        var cells = ArrayPool<double>.Shared.Rent(Math.Max(1, group.Count * steps));
        var column = ArrayPool<double>.Shared.Rent(group.Count);
        for (var member = 0; member < group.Count; member++)
        {
            var cellsOfMember = cells.AsSpan(member * steps, steps);
            inner.Fill(group[member], cellsOfMember, histograms, workspace);
            if (!histograms.IsEmpty)
            {
                histograms.RemoveFrom(cellsOfMember);
                workspace.Evaluation.Annotations.Inform(
                    HistogramTexts.IgnoredInAggregation("quantile"), aggregate.Operand.Span);
            }
        }

        for (var step = 0; step < steps; step++)
        {
            var count = 0;
            for (var member = 0; member < group.Count; member++)
            {
                var value = cells[(member * steps) + step];
                if (Presence.IsPresent(value))
                {
                    column[count++] = value;
                }
            }

            values[step] = count == 0
                ? Presence.Absent
                : Quantiles.Of(quantile.Values[step], column.AsSpan(0, count));
        }

        ArrayPool<double>.Shared.Return(cells);
        ArrayPool<double>.Shared.Return(column);
    }
}
