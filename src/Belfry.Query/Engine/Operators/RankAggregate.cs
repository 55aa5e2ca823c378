using Belfry.Model;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// <c>topk</c>, <c>bottomk</c>, <c>limitk</c>: of each group, at each step, the best few series, with their own
/// labels. Of
/// equals the earlier series is the better; NaN is the worst of all. <c>limitk</c> ranks by the hash of the labels.
/// </summary>
internal sealed class RankAggregate(VectorOperator inner, ScalarOperator count, AggregateExpression aggregate)
    : VectorOperator(inner.Grid)
{
    private bool isOrdered;
    private SeriesKey[] rows = [];
    private double[][] values = [];
    private StepMatrix? matrix;
    private int[] sources = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => isOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        count.Prepare(evaluation);
        isOrdered = evaluation.IsInstant && aggregate.Operator != AggregateOperator.LimitK && Grid.Count == 1;
        var grouping = AggregateRows.Group(aggregate, inner.Rows, isSorted: false);
        matrix = StepMatrix.Of(inner, evaluation);
        if (aggregate.Operator != AggregateOperator.LimitK && matrix.HasHistograms)
        {
            evaluation.Annotations.Inform(
                HistogramTexts.IgnoredInAggregation(aggregate.Operator.Text()), aggregate.Span);
        }

        var members = Members(grouping);
        if (isOrdered)
        {
            // Groups come as the first series comes that is there, not the first that was found.
            members = [.. members.OrderBy(FirstThere)];
        }

        values = Enumerable.Range(0, inner.Rows.Count).Select(_ => EmptyRow()).ToArray();
        var order = new List<int>();
        for (var step = 0; step < Grid.Count; step++)
        {
            evaluation.Check();
            var wanted = Wanted(count.Values[step]);
            foreach (var group in members)
            {
                Rank(group, wanted, step, order);
            }
        }

        rows = [.. inner.Rows];
        sources = [.. Enumerable.Range(0, rows.Length)];
        if (IsOrdered)
        {
            rows = [.. order.Select(row => inner.Rows[row])];
            values = [.. order.Select(row => values[row])];
            sources = [.. order];
        }
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> target, HistogramRow histograms, Workspace workspace)
    {
        values[row].CopyTo(target);
        for (var step = 0; matrix!.HasHistograms && step < target.Length; step++)
        {
            if (Presence.IsPresent(target[step]) && matrix.Histogram(sources[row], step) is { } histogram)
            {
                histograms.Set(step, histogram);
            }
        }
    }

    private int FirstThere(List<int> group)
    {
        var at = group.FindIndex(row => Presence.IsPresent(matrix![row][0]));
        return at < 0 ? int.MaxValue : group[at];
    }

    private static List<int>[] Members(AggregateRows grouping)
    {
        var members = grouping.Groups.Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < grouping.GroupOf.Length; row++)
        {
            members[grouping.GroupOf[row]].Add(row);
        }

        return members;
    }

    private static int Wanted(double parameter)
    {
        if (double.IsNaN(parameter))
        {
            throw EvaluationException.Failed("Parameter value is NaN");
        }

        if (!(Math.Abs(parameter) < 9.2e18))
        {
            throw EvaluationException.Failed($"Scalar value {FloatText.General(parameter)} overflows int64");
        }

        return (int)Math.Clamp(parameter, 0, int.MaxValue);
    }

    private double[] EmptyRow()
    {
        var row = new double[Grid.Count];
        Array.Fill(row, Presence.Absent);
        return row;
    }

    private void Rank(List<int> group, int wanted, int step, List<int> order)
    {
        if (wanted == 0)
        {
            return;
        }

        var takesHistograms = aggregate.Operator == AggregateOperator.LimitK;

        // The worst of the kept is at the head, to be pushed out by a better one.
        var kept = new PriorityQueue<int, (double Rank, int Row)>(WorstFirst.Instance);
        foreach (var row in group)
        {
            var value = matrix![row][step];
            if (Presence.IsAbsent(value) || (!takesHistograms && matrix!.Histogram(row, step) is not null))
            {
                continue;
            }

            var rank = (Score(row, value), row);
            if (kept.Count < wanted)
            {
                kept.Enqueue(row, rank);
            }
            else
            {
                kept.EnqueueDequeue(row, rank);
            }
        }

        var from = order.Count;
        while (kept.TryDequeue(out var row, out _))
        {
            values[row][step] = matrix![row][step];
            order.Add(row);
        }

        order.Reverse(from, order.Count - from);
    }

    private double Score(int row, double value) => aggregate.Operator switch
    {
        AggregateOperator.TopK => value,
        AggregateOperator.BottomK => -value,
        _ => inner.Rows[row].Labels.Hash,
    };

    private sealed class WorstFirst : IComparer<(double Rank, int Row)>
    {
        internal static readonly WorstFirst Instance = new();

        public int Compare((double Rank, int Row) left, (double Rank, int Row) right)
        {
            // CompareTo puts NaN below everything.
            var order = left.Rank.CompareTo(right.Rank);
            return order != 0 ? order : right.Row.CompareTo(left.Row);
        }
    }
}
