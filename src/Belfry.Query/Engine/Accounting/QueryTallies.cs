using Belfry.Query.Engine.Operators;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Accounting;

/// <summary>
/// The counts of a query's parts, from which its bill is made (<see cref="SampleAccount"/>). Counting costs a little,
/// so it is on only when somebody asked for the figures or the limit may be reached; it may be turned on at any time,
/// and what was computed before is then computed once more. Parts are added on one thread, while the query is compiled.
/// </summary>
internal sealed class QueryTallies
{
    private readonly Dictionary<Expression, OutputTally> outputs = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, WindowTally> windows = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, SubqueryShape> subqueries = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, long[]> infos = new(ReferenceEqualityComparer.Instance);
    private readonly List<TalliedOperator> operators = [];
    private volatile bool isCounting;

    /// <summary>The query.</summary>
    internal Expression? Root { get; init; }

    /// <summary>Whether values are counted.</summary>
    internal bool IsCounting => isCounting;

    /// <summary>Turns counting on.</summary>
    internal void Begin() => isCounting = true;

    /// <summary>The operator of a part, with its values counted.</summary>
    internal TalliedOperator Count(Expression part, VectorOperator source)
    {
        var tally = new OutputTally(source);
        outputs[part] = tally;
        var tallied = new TalliedOperator(source, tally, this);
        operators.Add(tallied);
        return tallied;
    }

    /// <summary>What counts the ranges of a range vector, or of a <c>smoothed</c> selector.</summary>
    internal WindowTally Windows(Expression part)
    {
        if (!windows.TryGetValue(part, out var tally))
        {
            tally = new WindowTally();
            windows.Add(part, tally);
        }

        return tally;
    }

    /// <summary>Notes a subquery.</summary>
    internal void Note(SubqueryExpression part, SubqueryShape shape) => subqueries[part] = shape;

    /// <summary>A subquery that was noted.</summary>
    internal SubqueryShape Shape(SubqueryExpression part) => subqueries[part];

    /// <summary>Where the info series of a call of <c>info</c> are counted, step by step.</summary>
    internal long[] Infos(FunctionCall part, int steps)
    {
        if (!infos.TryGetValue(part, out var counts))
        {
            counts = new long[steps];
            infos.Add(part, counts);
        }

        return counts;
    }

    /// <summary>What a part gives at each step; none when it was not compiled as a vector.</summary>
    internal StepCounts Output(Expression part) =>
        outputs.TryGetValue(part, out var tally) ? tally.ToCounts() : StepCounts.None;

    /// <summary>Whether a part was compiled as a vector.</summary>
    internal bool HasOutput(Expression part) => outputs.ContainsKey(part);

    /// <summary>
    /// More than the query can hold by Prometheus's rules, as far as is known by now: what parts give is there once as
    /// such, once while somebody loops over it.
    /// </summary>
    /// <param name="windowMax">The most samples that a range held.</param>
    /// <param name="steps">The steps of the query.</param>
    internal long Bound(long windowMax, long steps)
    {
        var bound = 0L;
        var longest = subqueries.Values.Aggregate(steps, (most, one) => Math.Max(most, one.Grid.Count));
        Visit(Root!, isKept: true, (part, isKept) =>
        {
            bound += part.Type == ExpressionType.Scalar ? 2 * longest : 0;
            bound += isKept && outputs.TryGetValue(part, out var tally) ? 2 * tally.Bound : 0;
            bound += windows.TryGetValue(part, out var ranges)
                ? windowMax * (part is VectorSelector ? 1 + Math.Max(1, ranges.Rows) : 2) : 0;
            bound += infos.TryGetValue(part, out var counts) ? 2 * counts.Sum() : 0;
        });
        return bound;
    }

    /// <summary>Computes and counts what nobody has asked for yet.</summary>
    internal void Complete(Evaluation evaluation)
    {
        isCounting = true;

        // From the outside inwards: whoever is computed computes what is inside.
        for (var index = operators.Count - 1; index >= 0; index--)
        {
            operators[index].Complete(evaluation);
        }
    }

    private static void Visit(Expression part, bool isKept, Action<Expression, bool> visit)
    {
        visit(part, isKept);
        foreach (var child in part.Children)
        {
            Visit(child, Streaming.IsKept(part, child, isKept), visit);
        }
    }
}
