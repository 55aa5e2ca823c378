using System.Globalization;
using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Query.Scripts;

/// <summary>Compares what came of a query with what a script expects; the complaint, or null when they agree.</summary>
internal static class ScriptExpectations
{
    internal static string? Check(EvalCommand eval, QueryResult result)
    {
        if (eval.Expects(ExpectationKind.Fail))
        {
            return CheckFailure(eval, result);
        }

        if (result.Failure is { } failure)
        {
            return failure.Message;
        }

        return CheckRemarks(eval, ExpectationKind.Warn, ExpectationKind.NoWarn, result.Warnings)
            ?? CheckRemarks(eval, ExpectationKind.Info, ExpectationKind.NoInfo, result.Infos)
            ?? CheckValue(eval, result.Value!);
    }

    /// <summary>Compares the points at one time of a range query with what an instant query must give.</summary>
    internal static string? CheckAt(EvalCommand eval, QueryResult result, long timeMs)
    {
        var elements = ResultElements.At((MatrixValue)result.Value!, timeMs);
        if (eval.Scalar is { } expected)
        {
            return elements is [{ Value.Number: { } number }] && FloatComparison.AreEqual(number, expected)
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"expected {expected}, got {Describe(elements)}");
        }

        return CheckVector(eval, elements);
    }

    private static string? CheckFailure(EvalCommand eval, QueryResult result)
    {
        if (result.Failure is not { } failure)
        {
            return "expected to fail, got " + Describe(result.Value!);
        }

        var isExpected = eval.Expectations.Where(expectation => expectation.Kind == ExpectationKind.Fail)
            .All(expectation => expectation.Matches(failure.Message));
        return isExpected ? null : "failed with " + failure.Message;
    }

    private static string? CheckRemarks(
        EvalCommand eval, ExpectationKind some, ExpectationKind none, IReadOnlyList<string> remarks)
    {
        if (eval.Expects(none) && remarks.Count > 0)
        {
            return $"unexpected {some.ToString().ToLowerInvariant()}: {remarks[0]}";
        }

        var expected = eval.Expectations.FindAll(expectation => expectation.Kind == some);
        if (expected.Exists(expectation => !remarks.Any(expectation.Matches)))
        {
            return $"missing {some.ToString().ToLowerInvariant()}, got [{string.Join("; ", remarks)}]";
        }

        var other = expected.Count == 0
            ? null
            : remarks.FirstOrDefault(remark => !expected.Exists(expectation => expectation.Matches(remark)));
        return other is null ? null : $"other {some.ToString().ToLowerInvariant()}: {other}";
    }

    private static string? CheckValue(EvalCommand eval, QueryValue value)
    {
        if (value is ScalarValue scalar)
        {
            return eval.Scalar is { } number && FloatComparison.AreEqual(scalar.Number, number)
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"expected {eval.Scalar}, got {scalar.Number}");
        }

        if (value is StringValue text)
        {
            return text.Text == eval.Text ? null : $"expected {eval.Text}, got {text.Text}";
        }

        if (eval.Scalar is not null || eval.Text is not null)
        {
            return $"expected {eval.Text ?? "a scalar"}, got {Describe(value)}";
        }

        return value is VectorValue vector
            ? eval.RangeVector is null ? CheckVector(eval, ResultElements.Of(vector)) : "got a vector"
            : CheckMatrix(eval, (MatrixValue)value);
    }

    private static string? CheckVector(EvalCommand eval, IReadOnlyList<(Labels Labels, ScriptValue Value)> elements)
    {
        for (var place = 0; place < elements.Count; place++)
        {
            var (labels, value) = elements[place];
            var at = eval.Series.FindIndex(series => series.Labels == labels);
            if (at < 0)
            {
                return "unexpected " + Describe([elements[place]]);
            }

            var values = eval.Series[at].Values;
            var expected = values.Count > 0 ? values[0] : default;
            if (!ValueComparison.AreEqual(expected, value))
            {
                return $"expected {expected}, got {Describe([elements[place]])}";
            }

            if (eval.Expects(ExpectationKind.Ordered) && at != place)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected at place {at + 1}, got {Describe([elements[place]])} at {place + 1}");
            }
        }

        var isComplete = elements.Count == eval.Series.Select(series => series.Labels).Distinct().Count();
        return isComplete
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"expected {eval.Series.Count} series, got {Describe(elements)}");
    }

    private static string? CheckMatrix(EvalCommand eval, MatrixValue matrix)
    {
        if (eval.IsInstant && eval.RangeVector is null && eval.Series.Count > 0)
        {
            return "got a matrix";
        }

        for (var place = 1; place < matrix.Series.Count; place++)
        {
            if (matrix.Series[place - 1].Labels >= matrix.Series[place].Labels)
            {
                return "not sorted";
            }
        }

        var complaint = matrix.Series.Select(series => CheckSeries(eval, series))
            .FirstOrDefault(one => one is not null);
        var missing = eval.Series.Find(expected => expected.Values.Any(value => !value.IsOmitted)
            && !matrix.Series.Any(series => series.Labels == expected.Labels));
        return complaint ?? (missing is null ? null : $"missing {missing.Labels}, got {Describe(matrix)}");
    }

    private static string? CheckSeries(EvalCommand eval, MatrixSeries series)
    {
        var (start, end, step) = eval.RangeVector ?? (eval.StartMs, eval.EndMs, eval.StepMs);
        var described = eval.Series.Find(one => one.Labels == series.Labels);
        if (described is null)
        {
            return "unexpected " + Describe(new MatrixValue([series]));
        }

        if (described.Values.Count > 0 && start + ((described.Values.Count - 1) * step) > end)
        {
            return $"{series.Labels}: more values expected than there are steps";
        }

        var expected = described.Values
            .Select((value, position) => (TimeMs: start + (position * step), Value: value))
            .Where(point => !point.Value.IsOmitted).ToList();
        var actual = ResultElements.Points(series);
        var isEqual = expected.Count == actual.Count;
        for (var index = 0; isEqual && index < expected.Count; index++)
        {
            isEqual = expected[index].TimeMs == actual[index].TimeMs
                && ValueComparison.AreEqual(expected[index].Value, actual[index].Value);
        }

        var wanted = string.Join(' ', expected.Select(point => point.Value));
        return isEqual ? null : $"expected [{wanted}], got {Describe(new MatrixValue([series]))}";
    }

    private static string Describe(QueryValue value) => value switch
    {
        VectorValue vector => Describe(ResultElements.Of(vector)),
        MatrixValue matrix => string.Join("; ", matrix.Series.Select(series => string.Create(
            CultureInfo.InvariantCulture,
            $"{series.Labels} {string.Join(' ', ResultElements.Points(series).Select(point => point.Value))}"
            + $" @{ResultElements.Points(series)[0].TimeMs}"))),
        _ => value.ToString(),
    };

    private static string Describe(IReadOnlyList<(Labels Labels, ScriptValue Value)> elements) => elements.Count == 0
        ? "nothing"
        : string.Join("; ", elements.Select(element => $"{element.Labels} {element.Value}"));
}
