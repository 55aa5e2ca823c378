using System.Globalization;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Compares what came of a query with what a script expects; the complaint, or null when they agree.</summary>
internal static class ScriptExpectations
{
    internal static string? Check(EvalCommand eval, QueryResult result)
    {
        if (eval.MustFail)
        {
            return CheckFailure(eval, result);
        }

        if (result.Failure is { } failure)
        {
            return failure.Message;
        }

        return CheckRemarks(eval, "warn", result.Warnings) ?? CheckRemarks(eval, "info", result.Infos)
            ?? CheckValue(eval, result.Value!);
    }

    /// <summary>Compares the points at one time of a range query with what an instant query must give.</summary>
    internal static string? CheckAt(EvalCommand eval, QueryResult result, long timeMs)
    {
        var samples = new List<VectorSample>();
        foreach (var series in ((MatrixValue)result.Value!).Series)
        {
            var index = series.TimestampsMs.Span.IndexOf(timeMs);
            var histogramIndex = series.HistogramTimestampsMs.Span.IndexOf(timeMs);
            if (index >= 0)
            {
                samples.Add(new VectorSample(series.Labels, new TimestampMs(timeMs), series.Values.Span[index]));
            }
            else if (histogramIndex >= 0)
            {
                samples.Add(new VectorSample(series.Labels, new TimestampMs(timeMs), 0)
                {
                    Histogram = series.Histograms.Span[histogramIndex],
                });
            }
        }

        if (eval.Scalar is { } expected)
        {
            return samples.Count == 1 && FloatComparison.AreEqual(samples[0].Value, expected)
                ? null
                : $"expected {expected}, got {Describe(samples)}";
        }

        return CheckVector(eval, samples);
    }

    private static string? CheckFailure(EvalCommand eval, QueryResult result)
    {
        if (result.Failure is not { } failure)
        {
            return "expected to fail, got " + Describe(result.Value!);
        }

        var isExpected = eval.Expectations.Where(expectation => expectation.Kind == "fail")
            .All(expectation => expectation.Matches(failure.Message));
        return isExpected ? null : "failed with " + failure.Message;
    }

    private static string? CheckRemarks(EvalCommand eval, string kind, IReadOnlyList<string> remarks)
    {
        var expected = eval.Expectations.Where(expectation => expectation.Kind == kind).ToList();
        if (eval.Expectations.Any(expectation => expectation.Kind == "no_" + kind) && remarks.Count > 0)
        {
            return $"unexpected {kind}: {remarks[0]}";
        }

        if (expected.Any(expectation => !remarks.Any(expectation.Matches)))
        {
            return $"missing {kind}, got [{string.Join("; ", remarks)}]";
        }

        var other = expected.Count == 0
            ? null
            : remarks.FirstOrDefault(remark => !expected.Any(expectation => expectation.Matches(remark)));
        return other is null ? null : $"other {kind}: {other}";
    }

    private static string? CheckValue(EvalCommand eval, QueryValue value) => value switch
    {
        ScalarValue scalar => eval.Scalar is { } expected && FloatComparison.AreEqual(scalar.Number, expected)
            ? null
            : $"expected {eval.Scalar}, got {scalar.Number}",
        StringValue text => text.Text == eval.Text ? null : $"expected {eval.Text}, got {text.Text}",
        VectorValue vector => eval.Scalar is not null || eval.Text is not null || eval.RangeVector is not null
            ? "got a vector"
            : CheckVector(eval, vector.Samples),
        MatrixValue matrix => CheckMatrix(eval, matrix),
        _ => "got " + value.GetType().Name,
    };

    private static string? CheckVector(EvalCommand eval, IReadOnlyList<VectorSample> samples)
    {
        if (samples.Count != eval.Series.Count)
        {
            return $"expected {eval.Series.Count} series, got {Describe(samples)}";
        }

        for (var place = 0; place < samples.Count; place++)
        {
            var sample = samples[place];
            var at = eval.Series.FindIndex(series => series.Labels == sample.Labels);
            if (at < 0 || eval.Series[at].Values.Count == 0)
            {
                return "unexpected " + Describe([sample]);
            }

            var expected = eval.Series[at].Values[0];
            if (expected is null || !AreEqual(expected.Value, sample.Value, sample.Histogram))
            {
                return $"expected {expected}, got {Describe([sample])}";
            }

            if (eval.IsOrdered && at != place)
            {
                return $"expected at place {at + 1}, got {Describe([sample])} at {place + 1}";
            }
        }

        return null;
    }

    private static string? CheckMatrix(EvalCommand eval, MatrixValue matrix)
    {
        var (start, step) = eval.RangeVector is { } vector
            ? (vector.StartMs, vector.StepMs)
            : (eval.StartMs, eval.StepMs);
        if (eval.StepMs == 0 && eval.RangeVector is null && eval.Series.Count > 0)
        {
            return "got a matrix";
        }

        var expected = eval.Series.Where(series => series.Values.Any(value => value is not null));
        if (eval.Scalar is null && matrix.Series.Count != expected.Count())
        {
            return $"expected {expected.Count()} series, got {Describe(matrix)}";
        }

        for (var place = 1; place < matrix.Series.Count; place++)
        {
            if (matrix.Series[place - 1].Labels >= matrix.Series[place].Labels)
            {
                return "not sorted";
            }
        }

        return matrix.Series.Select(series => CheckSeries(eval, series, start, step))
            .FirstOrDefault(complaint => complaint is not null);
    }

    private static string? CheckSeries(EvalCommand eval, MatrixSeries series, long startMs, long stepMs)
    {
        var described = eval.Series.Find(one => one.Labels == series.Labels);
        if (described is null)
        {
            return "unexpected " + Describe(new MatrixValue([series]));
        }

        var expected = described.Values
            .Select((value, position) => (TimeMs: startMs + (position * stepMs), Value: value))
            .Where(point => point.Value is not null).ToList();
        var actual = Points(series).OrderBy(point => point.TimeMs).ToList();
        var isEqual = expected.Count == actual.Count && expected.Zip(actual).All(pair =>
            pair.First.TimeMs == pair.Second.TimeMs
            && AreEqual(pair.First.Value!.Value, pair.Second.Value, pair.Second.Histogram));

        var wanted = string.Join(' ', expected.Select(point => point.Value));
        return isEqual ? null : $"expected [{wanted}], got {Describe(new MatrixValue([series]))}";
    }

    private static bool AreEqual(ScriptValue expected, double number, FloatHistogram? histogram) =>
        expected.Histogram is null
            ? histogram is null && FloatComparison.AreEqual(number, expected.Number)
            : histogram is not null && HistogramComparison.AreEqual(expected, histogram);

    private static IEnumerable<(long TimeMs, double Value, FloatHistogram? Histogram)> Points(MatrixSeries series)
    {
        for (var index = 0; index < series.Values.Length; index++)
        {
            yield return (series.TimestampsMs.Span[index], series.Values.Span[index], null);
        }

        for (var index = 0; index < series.Histograms.Length; index++)
        {
            yield return (series.HistogramTimestampsMs.Span[index], 0, series.Histograms.Span[index]);
        }
    }

    private static string Describe(double value, FloatHistogram? histogram) =>
        histogram?.ToTestText() ?? string.Create(CultureInfo.InvariantCulture, $"{value}");

    private static string Describe(QueryValue value) => value switch
    {
        VectorValue vector => Describe(vector.Samples),
        MatrixValue matrix => string.Join("; ", matrix.Series.Select(series =>
            $"{series.Labels} " + string.Join(
                ' ', Points(series).Select(point => $"{Describe(point.Value, point.Histogram)} @{point.TimeMs}")))),
        _ => value.ToString(),
    };

    private static string Describe(IReadOnlyList<VectorSample> samples) => samples.Count == 0 ? "nothing" : string.Join(
        "; ", samples.Select(sample => $"{sample.Labels} {Describe(sample.Value, sample.Histogram)}"));
}
