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
    private SeriesKey[] rows = [];
    private Pair[] pairs = [];
    private StepMatrix? oneRows;

    internal MatchedOperator(BinaryExpression expression, VectorOperator left, VectorOperator right)
        : base(left.Grid)
    {
        op = expression.Operator;
        matching = expression.Matching!;
        returnsBool = expression.ReturnsBool;
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
        if (pairs.Length > pairs.DistinctBy(pair => pair.One).Count())
        {
            oneRows = StepMatrix.Of(one, evaluation);
        }

        new MatchConflicts(matching, plan, many, one, evaluation).Check(ResultLabels(plan));
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, Workspace workspace)
    {
        var pair = pairs[row];
        many.Fill(pair.Many, values, workspace);
        if (oneRows is not null)
        {
            Apply(values, oneRows[pair.One]);
            return;
        }

        using var other = new StepBuffer(values.Length);
        one.Fill(pair.One, other.Values, workspace);
        Apply(values, other.Values);
    }

    private void Apply(Span<double> values, ReadOnlySpan<double> other)
    {
        var result = returnsBool ? BinaryResult.Bool : BinaryResult.Left;
        if (isSwapped)
        {
            BinaryKernel.Apply(op, result, other, values, values);
        }
        else
        {
            BinaryKernel.Apply(op, result, values, other, values);
        }
    }

    private static Pair[] Pairs(MatchPlan plan)
    {
        var found = new List<Pair>();
        for (var group = 0; group < plan.Many.Length; group++)
        {
            foreach (var manyRow in plan.Many[group])
            {
                foreach (var oneRow in plan.One[group])
                {
                    found.Add(new Pair(manyRow, oneRow));
                }
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
        var (manyKey, oneKey) = (many.Rows[pair.Many], one.Rows[pair.One]);
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
        return !op.IsComparison() || returnsBool ? removal.Drop(key) : key;
    }

    private readonly record struct Pair(int Many, int One);
}
