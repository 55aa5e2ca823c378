using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing.Time;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>
/// Runs a script as the original's runner does: each instant query also with its selectors fixed by <c>@</c> at other
/// times, and each of these also as a range query.
/// </summary>
internal sealed partial class ScriptRunner(bool delayedNameRemoval)
{
    private readonly ScriptStore store = new();
    private readonly List<string> failures = [];
    private int total;

    internal SuiteResult Run(string script)
    {
        using var engine = new QueryEngine(store.Source, Options(), new ManualClock());
        foreach (var command in new ScriptParser(script).Parse())
        {
            switch (command)
            {
                case ClearCommand:
                    store.Clear();
                    break;
                case LoadCommand load:
                    store.Load(load);
                    break;
                case EvalCommand eval:
                    total++;
                    if (Check(eval, engine) is { } complaint)
                    {
                        failures.Add($"line {eval.Line}: {eval.Expression}: {complaint}");
                    }

                    break;
            }
        }

        return new SuiteResult(total - failures.Count, total, failures);
    }

    private QueryEngineOptions Options() => new()
    {
        MaxSamples = 10_000,
        Timeout = TimeSpan.FromSeconds(100),
        DelayedNameRemoval = delayedNameRemoval,
        Features = PromQLFeatures.All,
    };

    private static string? Check(EvalCommand eval, QueryEngine engine)
    {
        if (eval.StepMs != 0)
        {
            var request = new QueryRequest
            {
                Expression = eval.Expression,
                Start = new TimestampMs(eval.StartMs),
                End = new TimestampMs(eval.EndMs),
                Step = TimeSpan.FromMilliseconds(eval.StepMs),
            };
            return ScriptExpectations.Check(eval, engine.Evaluate(request, CancellationToken.None));
        }

        foreach (var (expression, timeMs) in InstantQueries(eval))
        {
            var complaint = CheckInstant(eval, engine, expression, timeMs);
            if (complaint is not null)
            {
                return expression == eval.Expression
                    ? complaint
                    : string.Create(CultureInfo.InvariantCulture, $"as {expression} at {timeMs} ms: {complaint}");
            }
        }

        return null;
    }

    private static string? CheckInstant(EvalCommand eval, QueryEngine engine, string expression, long timeMs)
    {
        var time = new TimestampMs(timeMs);
        var result = engine.Evaluate(QueryRequest.Instant(expression, time), CancellationToken.None);
        if (ScriptExpectations.Check(eval, result) is { } complaint)
        {
            return complaint;
        }

        if (result.Failure is not null || eval.RangeVector is not null || eval.Text is not null
            || TimeFunctions().IsMatch(eval.Expression))
        {
            return null;
        }

        var range = engine.Evaluate(
            new QueryRequest
            {
                Expression = expression,
                Start = new TimestampMs(timeMs - 60_000),
                End = new TimestampMs(timeMs + 60_000),
                Step = TimeSpan.FromMinutes(1),
            },
            CancellationToken.None);
        if (range.Failure is not null)
        {
            return "in a range: " + range.Failure.Message;
        }

        var wrong = eval.IsOrdered ? null : ScriptExpectations.CheckAt(eval, range, timeMs);
        return wrong is null ? null : "in a range: " + wrong;
    }

    private static IEnumerable<(string Expression, long TimeMs)> InstantQueries(EvalCommand eval)
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

    private static readonly HashSet<string> TimeDependent =
    [
        "days_in_month", "day_of_month", "day_of_week", "day_of_year", "end", "hour", "minute", "month",
        "predict_linear", "range", "start", "step", "time", "timestamp", "year",
    ];

    // Writes `@ time` behind every selector and subquery that has none and is not inside a subquery that has one.
    private static string Anchored(string text, Expression expression, long timeMs)
    {
        var places = new SortedSet<int>();
        Collect(expression, places);
        var utf8 = TextEncoding.UTF8.GetBytes(text);
        var result = new StringBuilder();
        var from = 0;
        foreach (var place in places)
        {
            result.Append(TextEncoding.UTF8.GetString(utf8, from, place - from));
            result.Append(CultureInfo.InvariantCulture, $" @ {timeMs / 1000m:F3}");
            from = place;
        }

        return result.Append(TextEncoding.UTF8.GetString(utf8, from, utf8.Length - from)).ToString();
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

    [GeneratedRegex(@"(start|end|range|step)\(\)")]
    private static partial Regex TimeFunctions();
}
