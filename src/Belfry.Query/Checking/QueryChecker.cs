using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Model.Metrics;
using Belfry.Query.PromQL;

namespace Belfry.Query.Checking;

/// <summary>
/// Looks for the usual mistakes in queries that are valid: rates of gauges, rates of sums, buckets without their bound,
/// metrics that do not exist. Used once.
/// </summary>
public sealed class QueryChecker
{
    private static readonly string[] CounterFunctions = ["rate", "irate", "increase", "resets"];
    private static readonly string[] GaugeFunctions = ["delta", "idelta", "deriv", "predict_linear"];
    private static readonly string[] CounterEndings = ["_total", "_count", "_sum", "_bucket"];

    private readonly IMetricCatalog catalog;
    private readonly List<QueryAdvice> advice = [];

    private QueryChecker(IMetricCatalog catalog) => this.catalog = catalog;

    /// <summary>What is odd about a query, in the order it is written; empty when nothing is.</summary>
    public static IReadOnlyList<QueryAdvice> Check(Expression expression, IMetricCatalog catalog)
    {
        var checker = new QueryChecker(catalog);
        checker.Visit(expression);
        return [.. checker.advice.OrderBy(one => one.Start).ThenBy(one => one.Text, StringComparer.Ordinal)];
    }

    private void Visit(Expression expression)
    {
        // No recursion: nesting may be deep.
        var open = new Stack<Expression>();
        open.Push(expression);
        while (open.TryPop(out var next))
        {
            switch (next)
            {
                case FunctionCall call:
                    CheckCall(call);
                    break;
                case VectorSelector selector:
                    CheckSelector(selector);
                    break;
            }

            foreach (var child in next.Children)
            {
                open.Push(child);
            }
        }
    }

    private void CheckCall(FunctionCall call)
    {
        if (CounterFunctions.Contains(call.Name) && call.Arguments.Count > 0)
        {
            CheckRate(call, call.Arguments[0].WithoutParentheses);
        }
        else if (GaugeFunctions.Contains(call.Name) && call.Arguments[0].WithoutParentheses is MatrixSelector matrix
            && LooksLikeCounter(NameOf(matrix.Selector)))
        {
            Advise(
                matrix,
                $"`{call.Name}` is for gauges, and `{NameOf(matrix.Selector)}` is a counter: resets count as falls",
                $"increase({matrix}) or rate({matrix})");
        }
        else if (call.Name is "histogram_quantile"
            && call.Arguments[1].WithoutParentheses is AggregateExpression aggregate && LosesBound(aggregate))
        {
            Advise(
                aggregate,
                "the aggregation drops the label `le`, without which there are no buckets",
                "keep it, as in sum by (le) (…); native histograms need no `le`");
        }
    }

    private void CheckRate(FunctionCall call, Expression argument)
    {
        if (argument is SubqueryExpression subquery && FindAggregate(subquery.Inner) is { } aggregate)
        {
            var name = aggregate.Operator.Text();
            Advise(
                call,
                $"`{call.Name}` of a `{name}`: when one series is reset the {name} falls, and the whole of it is "
                + "taken for new",
                $"the {name} of the {call.Name}: {name}({call.Name}(…))");
        }
        else if (argument is MatrixSelector matrix && NameOf(matrix.Selector) is { Length: > 0 } metric)
        {
            if (catalog.TypeOf(metric) is MetricType.Gauge)
            {
                Advise(
                    matrix,
                    $"`{call.Name}` is for counters, and `{metric}` is a gauge: each fall counts as a reset",
                    $"delta({matrix}) or deriv({matrix})");
            }
            else if (catalog.TypeOf(metric) is null && !LooksLikeCounter(metric))
            {
                Advise(
                    matrix,
                    $"`{call.Name}` is for counters, and the name `{metric}` does not look like one",
                    "counters end in _total, _count, _sum or _bucket; for gauges use delta or deriv");
            }
        }
    }

    private void CheckSelector(VectorSelector selector)
    {
        var name = NameOf(selector);
        if (name.Length > 0 && catalog.Names is { } names && !names.Contains(name))
        {
            Advise(
                selector,
                $"there is no metric `{name}`",
                NearestName.Of(name, names) is { } nearest ? $"did you mean `{nearest}`?" : "");
        }
    }

    private bool LooksLikeCounter(string metric) => catalog.TypeOf(metric) is { } type
        ? type is MetricType.Counter
        : CounterEndings.Any(ending => metric.EndsWith(ending, StringComparison.Ordinal));

    private static string NameOf(VectorSelector selector) =>
        selector.Name.Length > 0
            ? selector.Name
            : selector.Matchers.FirstOrDefault(matcher =>
                matcher.Name == LabelNames.MetricName && matcher.Operator == MatchOperator.Equal)?.Value ?? "";

    private static AggregateExpression? FindAggregate(Expression expression) =>
        expression.WithoutParentheses is AggregateExpression aggregate
        && aggregate.Operator is AggregateOperator.Sum or AggregateOperator.Average
            ? aggregate
            : null;

    private static bool LosesBound(AggregateExpression aggregate) =>
        aggregate.Operator is AggregateOperator.Sum or AggregateOperator.Average
        && aggregate.IsWithout == aggregate.Grouping.Contains("le");

    private void Advise(Expression at, string text, string suggestion) =>
        advice.Add(new QueryAdvice(at.Span.Start, at.Span.End, text, suggestion));
}
