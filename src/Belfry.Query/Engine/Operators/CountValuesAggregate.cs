using Belfry.Model;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// <c>count_values</c>: one row for each group and each value that occurs, counting how often it does.
/// </summary>
internal sealed class CountValuesAggregate(VectorOperator inner, AggregateExpression aggregate)
    : VectorOperator(inner.Grid)
{
    private readonly List<double[]> counts = [];
    private double[][] sorted = [];
    private SeriesKey[] rows = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        var label = LabelName(evaluation);

        // The value is a label like others: it is set before labels are left out.
        var isLeftOut = aggregate.IsWithout && aggregate.Grouping.Contains(label);
        inner.Prepare(evaluation);
        var grouping = AggregateRows.Group(aggregate, inner.Rows);
        var index = new LabelSetIndex();
        var numbers = new Dictionary<(int Group, long Bits), int>();
        var builder = new LabelsBuilder();
        var steps = Grid.Count;
        BlockPump.Run(inner, evaluation, block =>
        {
            var values = block.Cells;
            for (var cell = 0; cell < values.Length; cell++)
            {
                var group = grouping.GroupOf[block.First + (cell / steps)];
                if (block.Histograms(cell / steps)?[cell % steps] is { } histogram)
                {
                    builder.Reset(grouping.Groups[group].Labels);
                    builder.Set(label, isLeftOut ? "" : histogram.ToString());
                    Count(counts[Number(index, builder.ToLabels(), evaluation)], cell % steps);
                }
                else if (Presence.IsPresent(values[cell]))
                {
                    var key = (group, BitConverter.DoubleToInt64Bits(values[cell]));
                    if (!numbers.TryGetValue(key, out var number))
                    {
                        builder.Reset(grouping.Groups[group].Labels);
                        builder.Set(label, isLeftOut ? "" : FloatText.Plain(values[cell]));
                        number = Number(index, builder.ToLabels(), evaluation);
                        numbers.Add(key, number);
                    }

                    Count(counts[number], cell % steps);
                }
            }
        });
        rows = index.Sets.Select(labels => new SeriesKey(labels, false)).ToArray();
        var places = RowOrder.Sort(rows);
        sorted = new double[rows.Length][];
        for (var number = 0; number < sorted.Length; number++)
        {
            sorted[places?[number] ?? number] = counts[number];
        }
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace) =>
        sorted[row].CopyTo(values);

    private static void Count(double[] row, int step) =>
        row[step] = Presence.IsAbsent(row[step]) ? 1 : row[step] + 1;

    private string LabelName(Evaluation evaluation)
    {
        var parameter = aggregate.Parameter!.WithoutParentheses;
        var name = ((StringLiteral)parameter).Value;
        if (name.Contains('\ufffd', StringComparison.Ordinal))
        {
            // Bytes that are no text only the query still has, behind its own quotes.
            throw EvaluationException.Failed($"invalid label name \"{evaluation.TextAt(parameter.Span)[1..^1]}\"");
        }

        return name.Length > 0 ? name : throw EvaluationException.Failed("invalid label name \"\"");
    }

    private int Number(LabelSetIndex index, Labels labels, Evaluation evaluation)
    {
        var number = index.Add(labels);
        if (number == counts.Count)
        {
            evaluation.Hold(Grid.Count);
            var row = new double[Grid.Count];
            Array.Fill(row, Presence.Absent);
            counts.Add(row);
        }

        return number;
    }
}
