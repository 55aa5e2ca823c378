using System.Globalization;
using System.Text.RegularExpressions;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Scripts;

/// <summary>
/// Runs one script as the original's runner does: each instant query also with its selectors fixed by <c>@</c> at other
/// times, and each of these also as a range query. Used once.
/// </summary>
internal sealed partial class ScriptRunner(bool delayedNameRemoval, TimeProvider time)
{
    private readonly ScriptStore store = new();
    private readonly List<string> failures = [];
    private int passed;

    internal ScriptReport Run(IReadOnlyList<ScriptCommand> commands, CancellationToken cancellationToken)
    {
        using var engine = new QueryEngine(store, Options(), time);
        var total = commands.Count(command => command is EvalCommand);
        try
        {
            foreach (var command in commands)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Run(command, engine);
            }
        }
        catch (ScriptException wrong)
        {
            failures.Add(wrong.Message);
        }

        return new ScriptReport(passed, total, failures);
    }

    private void Run(ScriptCommand command, QueryEngine engine)
    {
        switch (command)
        {
            case ClearCommand:
                store.Clear();
                break;
            case LoadCommand load:
                ScriptLoading.Load(load, store);
                break;
            case EvalCommand eval:
                if (Check(eval, engine) is { } complaint)
                {
                    failures.Add(string.Create(
                        CultureInfo.InvariantCulture, $"line {eval.Line}: {eval.Expression}: {complaint}"));
                }
                else
                {
                    passed++;
                }

                break;
        }
    }

    private QueryEngineOptions Options() => new()
    {
        MaxSamples = 10_000,
        Timeout = TimeSpan.FromSeconds(100),
        DelayedNameRemoval = delayedNameRemoval,
        UseStartTimestamps = true,
        Features = PromQLFeatures.All,
    };

    private static string? Check(EvalCommand eval, QueryEngine engine)
    {
        if (!eval.IsInstant)
        {
            return ScriptExpectations.Check(
                eval, Range(engine, eval.Expression, eval.StartMs, eval.EndMs, eval.StepMs));
        }

        foreach (var (expression, timeMs) in InstantQueries.Of(eval))
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

        var range = Range(engine, expression, timeMs - 60_000, timeMs + 60_000, 60_000);
        if (range.Failure is not null)
        {
            return "in a range: " + range.Failure.Message;
        }

        var wrong = eval.Expects(ExpectationKind.Ordered) ? null : ScriptExpectations.CheckAt(eval, range, timeMs);
        return wrong is null ? null : "in a range: " + wrong;
    }

    private static QueryResult Range(QueryEngine engine, string expression, long startMs, long endMs, long stepMs)
    {
        var request = new QueryRequest
        {
            Expression = expression,
            Start = new TimestampMs(startMs),
            End = new TimestampMs(endMs),
            Step = TimeSpan.FromMilliseconds(stepMs),
        };
        return engine.Evaluate(request, CancellationToken.None);
    }

    [GeneratedRegex(@"(start|end|range|step)\(\)")]
    private static partial Regex TimeFunctions();
}
