using System.Globalization;
using System.Text;
using Belfry.Query.PromQL;

namespace Belfry.Query.Scripts;

/// <summary>
/// The instant queries that one <c>eval</c> stands for: the query itself, and, unless it depends on its time, the query
/// with its selectors fixed by <c>@</c> at other times, which must have the same outcome.
/// </summary>
internal static class InstantQueries
{
    private static readonly HashSet<string> TimeDependent =
    [
        "days_in_month", "day_of_month", "day_of_week", "day_of_year", "end", "hour", "minute", "month",
        "predict_linear", "range", "start", "step", "time", "timestamp", "year",
    ];

    internal static IEnumerable<(string Expression, long TimeMs)> Of(EvalCommand eval)
    {
        var time = eval.RangeVector?.EndMs ?? eval.StartMs;
        yield return (eval.Expression, time);
        if (!PromQLParser.TryParse(eval.Expression, PromQLFeatures.All, out var parsed, out _) || DependsOnTime(parsed))
        {
            yield break;
        }

        var anchored = Anchored(eval.Expression, parsed, time);
        long[] times = time == 0 ? [-1000, 0, 1000] : [-10 * time, 0, time / 5, time, 10 * time];
        foreach (var other in times)
        {
            yield return (anchored, other);
        }
    }

    private static bool DependsOnTime(Expression expression) =>
        (expression is FunctionCall call && TimeDependent.Contains(call.Name))
        || expression.Children.Any(DependsOnTime);

    // Writes `@ time` behind every selector and subquery that has none and is not inside a subquery that has one.
    private static string Anchored(string text, Expression expression, long timeMs)
    {
        var places = new SortedSet<int>();
        Collect(expression, places);
        var utf8 = Encoding.UTF8.GetBytes(text);
        var result = new StringBuilder();
        var from = 0;
        foreach (var place in places)
        {
            result.Append(Encoding.UTF8.GetString(utf8, from, place - from));
            result.Append(CultureInfo.InvariantCulture, $" @ {timeMs / 1000m:F3}");
            from = place;
        }

        return result.Append(Encoding.UTF8.GetString(utf8, from, utf8.Length - from)).ToString();
    }

    private static void Collect(Expression expression, SortedSet<int> places)
    {
        var modifiers = expression switch
        {
            VectorSelector selector => selector.Modifiers,
            MatrixSelector matrix => matrix.Selector.Modifiers,
            SubqueryExpression subquery => subquery.Modifiers,
            _ => null,
        };
        if (modifiers is null)
        {
            foreach (var child in expression.Children)
            {
                Collect(child, places);
            }
        }
        else if (modifiers.Anchor == TimeAnchor.None)
        {
            places.Add(expression.Span.End);
        }
    }
}
