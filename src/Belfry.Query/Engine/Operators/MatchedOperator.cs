using Belfry.Model;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Arithmetic and comparisons between two vectors: one row for each pair of series that belong together. Which pairs
/// there
/// are is settled once by labels; whether series collide depends on which are there at a step, so only groups that
/// could
/// collide are looked at step by step. Rows may repeat a label set: the caller merges them.
/// </summary>
internal sealed class MatchedOperator : VectorOperator
{
    private readonly BinaryOperator op;
    private readonly VectorMatching matching;
    private readonly bool returnsBool;
    private readonly VectorOperator many;
    private readonly VectorOperator one;
    private readonly bool isSwapped;
    private readonly BinaryResult result;
    private readonly HistogramKernel mixed;
    private SeriesKey[] rows = [];
    private Pair[] pairs = [];
    private StepMatrix? oneRows;
    private GroupPresence? manyThere;
    private GroupPresence? oneThere;

    internal MatchedOperator(BinaryExpression expression, VectorOperator left, VectorOperator right)
        : base(left.Grid)
    {
        op = expression.Operator;
        matching = expression.Matching!;
        returnsBool = expression.ReturnsBool;
        result = returnsBool ? BinaryResult.Bool : BinaryResult.Left;
        mixed = new HistogramKernel(op, result, expression.Span);
        isSwapped = matching.Cardinality == MatchCardinality.OneToMany;
        (many, one) = isSwapped ? (right, left) : (left, right);
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => many.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        many.Prepare(evaluation);
        one.Prepare(evaluation);
        var plan = MatchPlan.Of(matching, many.Rows, one.Rows);
        pairs = Pairs(plan);
        var removal = new NameRemoval(evaluation.Options);
        var builder = new LabelsBuilder();
        rows = pairs.Select(pair => Key(pair, removal, builder)).ToArray();
        manyThere = FillMany is null ? null : GroupPresence.Of(many, plan.Many, evaluation);
        oneThere = FillOne is null ? null : GroupPresence.Of(one, plan.One, evaluation);
        var matched = pairs.Where(pair => pair.One >= 0).ToList();
        if (matched.Count > matched.DistinctBy(pair => pair.One).Count())
        {
            oneRows = StepMatrix.Of(one, evaluation);
        }

        new MatchConflicts(matching, plan, many, one, evaluation)
        {
            Knows = (manyHistogram, oneHistogram) => isSwapped
                ? mixed.Knows(oneHistogram, manyHistogram)
                : mixed.Knows(manyHistogram, oneHistogram),
        }.Check(ResultLabels(plan));
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        var pair = pairs[row];
        using var other = new RowBuffer(values.Length, workspace);
        if (pair.Many < 0)
        {
            FillOneSide(pair.One, other.Values, other.Histograms, workspace);
            manyThere!.RemoveFrom(other.Values, other.Histograms, pair.Group);
            values.Fill(FillMany!.Value);
        }
        else
        {
            many.Fill(pair.Many, values, histograms, workspace);
            if (pair.One < 0)
            {
                oneThere!.RemoveFrom(values, histograms, pair.Group);
                other.Values.Fill(FillOne!.Value);
            }
            else
            {
                FillOneSide(pair.One, other.Values, other.Histograms, workspace);
            }
        }

        if (!histograms.IsEmpty || !other.Histograms.IsEmpty || !mixed.LeavesFloats)
        {
            FillMixed(values, histograms, other, workspace.Evaluation.Annotations);
        }
        else if (isSwapped)
        {
            BinaryKernel.Apply(op, result, other.Values, values, values);
        }
        else
        {
            BinaryKernel.Apply(op, result, values, other.Values, values);
        }
    }

    // Prometheus turns the sides of `group_right` round before it fills, so there `fill_left` stands for the many side.
    private double? FillMany => matching.FillLeft;

    private double? FillOne => matching.FillRight;

    private void FillMixed(
        Span<double> values, HistogramRow histograms, RowBuffer other, Annotations annotations)
    {
        if (isSwapped)
        {
            mixed.Apply(other.Values, other.Histograms, values, histograms, values, histograms, annotations);
        }
        else
        {
            mixed.Apply(values, histograms, other.Values, other.Histograms, values, histograms, annotations);
        }
    }

    private void FillOneSide(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        if (oneRows is null)
        {
            one.Fill(row, values, histograms, workspace);
        }
        else
        {
            oneRows.CopyTo(row, values, histograms);
        }
    }

    private Pair[] Pairs(MatchPlan plan)
    {
        var found = new List<Pair>();
        for (var group = 0; group < plan.Many.Length; group++)
        {
            foreach (var manyRow in plan.Many[group])
            {
                foreach (var oneRow in plan.One[group])
                {
                    found.Add(new Pair(manyRow, oneRow, group));
                }

                if (FillOne is not null)
                {
                    found.Add(new Pair(manyRow, -1, group));
                }
            }

            if (FillMany is not null)
            {
                found.AddRange(plan.One[group].Select(oneRow => new Pair(-1, oneRow, group)));
            }
        }

        found.Sort((left, right) => (left.Many, left.One).CompareTo((right.Many, right.One)));
        return [.. found];
    }

    private Func<int, int, Labels> ResultLabels(MatchPlan plan)
    {
        var index = new Dictionary<(int, int), int>();
        for (var row = 0; row < pairs.Length; row++)
        {
            index[(pairs[row].Many, pairs[row].One)] = row;
        }

        return (manyRow, oneRow) => rows[index[(manyRow, oneRow)]].Labels;
    }

    private SeriesKey Key(Pair pair, NameRemoval removal, LabelsBuilder builder)
    {
        var manyKey = pair.Many >= 0 ? many.Rows[pair.Many] : Substitute(one.Rows[pair.One]);
        var oneKey = pair.One >= 0 ? one.Rows[pair.One] : Substitute(many.Rows[pair.Many]);
        builder.Reset(manyKey.Labels);
        if (matching.Cardinality == MatchCardinality.OneToOne)
        {
            var projection = new LabelProjection(matching.Labels, matching.IsOn);
            builder.Reset(projection.Project(manyKey.Labels));
        }

        foreach (var name in matching.Include)
        {
            builder.Set(name, oneKey.Labels.Get(name));
        }

        var key = new SeriesKey(builder.ToLabels(), manyKey.DropsName);
        return NameRemoval.IsDue(op, returnsBool) ? removal.Drop(key) : key;
    }

    // A series that is filled in has the labels that the other one was matched by.
    private SeriesKey Substitute(SeriesKey other) =>
        new(MatchPlan.Signature(matching).ProjectToLabels(other.Labels), false);

    // A side that is filled in is -1.
    private readonly record struct Pair(int Many, int One, int Group);
}
