using System.Globalization;
using System.Text;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>
/// An answer as text, one line a series, every bit of it: two answers are the same exactly when their texts are. What
/// it cost is no part of it.
/// </summary>
internal static class AnswerText
{
    internal static string Of(QueryResult result)
    {
        var text = new StringBuilder();
        foreach (var warning in result.Warnings)
        {
            text.Append("warning ").Append(warning).Append('\n');
        }

        foreach (var info in result.Infos)
        {
            text.Append("info ").Append(info).Append('\n');
        }

        if (result.Failure is { } failure)
        {
            text.Append(CultureInfo.InvariantCulture, $"{failure.Kind}: {failure.Message}");
        }

        Append(text, result.Value);
        return text.ToString();
    }

    /// <summary>The first line in which two texts differ, of both; null when they do not.</summary>
    internal static string? Difference(string expected, string actual)
    {
        if (expected == actual)
        {
            return null;
        }

        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line])
        {
            line++;
        }

        return $"expected {Line(left, line)}\n   found {Line(right, line)}";
    }

    private static string Line(string[] lines, int line)
    {
        var text = line < lines.Length ? lines[line] : "nothing more";
        return text.Length > 3000 ? text[..3000] + "…" : text;
    }

    private static void Append(StringBuilder text, QueryValue? value)
    {
        switch (value)
        {
            case MatrixValue matrix:
                foreach (var series in matrix.Series)
                {
                    Append(text, series);
                }

                break;
            case VectorValue vector:
                foreach (var sample in vector.Samples)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{sample.Labels} {sample.Timestamp.Value}:");
                    Append(text, sample.Value, sample.Histogram);
                    text.Append('\n');
                }

                break;
            case ScalarValue scalar:
                Append(text, scalar.Number, null);
                break;
        }
    }

    private static void Append(StringBuilder text, MatrixSeries series)
    {
        text.Append(series.Labels);
        for (var index = 0; index < series.Values.Length; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {series.TimestampsMs.Span[index]}:");
            Append(text, series.Values.Span[index], null);
        }

        for (var index = 0; index < series.Histograms.Length; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $" {series.HistogramTimestampsMs.Span[index]}:");
            Append(text, 0, series.Histograms.Span[index]);
        }

        text.Append('\n');
    }

    private static void Append(StringBuilder text, double value, FloatHistogram? histogram)
    {
        if (histogram is null)
        {
            text.Append(Bits(value));
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"{{{histogram.CounterResetHint} {histogram.Schema}")
            .Append(CultureInfo.InvariantCulture, $" zero {Bits(histogram.ZeroThreshold)} {Bits(histogram.ZeroCount)}")
            .Append(CultureInfo.InvariantCulture, $" count {Bits(histogram.Count)} sum {Bits(histogram.Sum)}")
            .Append(CultureInfo.InvariantCulture, $" bounds {Bits(histogram.CustomValues)}")
            .Append(CultureInfo.InvariantCulture, $" up {string.Join(' ', histogram.PositiveSpans)}")
            .Append(CultureInfo.InvariantCulture, $" {Bits(histogram.PositiveBuckets)}")
            .Append(CultureInfo.InvariantCulture, $" down {string.Join(' ', histogram.NegativeSpans)}")
            .Append(CultureInfo.InvariantCulture, $" {Bits(histogram.NegativeBuckets)}}}");
    }

    private static string Bits(double[] values) => string.Join(' ', values.Select(Bits));

    // A number as people read it, or what it takes to tell one NaN from another.
    private static string Bits(double value) => double.IsNaN(value)
        ? "NaN" + BitConverter.DoubleToInt64Bits(value).ToString("x", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);
}
