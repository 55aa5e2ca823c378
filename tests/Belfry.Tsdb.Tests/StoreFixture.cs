using System.Globalization;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Platform.Disk;
using Belfry.Storage.Contracts;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Tsdb.Tests;

/// <summary>Short forms for what store tests do all the time.</summary>
internal static class StoreFixture
{
    internal static readonly StoreOptions Manual = new() { RunsInBackground = false, Retention = null };

    internal static TimeSeriesStore Open(StoreDirectory directory, StoreOptions? options = null) =>
        TimeSeriesStore.Open(directory, options ?? Manual, new ManualClock(), NullLogger.Instance);

    internal static Labels Series(string text) => Labels.From(text
        .Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .Select(pair => (pair[0].Trim(), pair[1].Trim())));

    internal static SeriesRef Resolve(this ISampleAppender appender, Labels labels) =>
        appender.Resolve(labels.Canonical, labels.Hash);

    internal static AppendOutcome Append(this ISampleAppender appender, Labels labels, long timeMs, double value) =>
        appender.Append(appender.Resolve(labels), new TimestampMs(timeMs), value);

    internal static AppendOutcome Write(this TimeSeriesStore store, Labels labels, long timeMs, double value)
    {
        using var appender = store.Appender();
        var outcome = appender.Append(labels, timeMs, value);
        appender.Commit();
        return outcome;
    }

    internal static LabelMatcher Matcher(string text)
    {
        var at = text.IndexOfAny(['=', '!']);
        var op = text[at..] switch
        {
            ['=', '~', ..] => MatchOperator.RegexMatch,
            ['!', '~', ..] => MatchOperator.RegexNotMatch,
            ['!', ..] => MatchOperator.NotEqual,
            _ => MatchOperator.Equal,
        };
        var value = text[(at + (op == MatchOperator.Equal ? 1 : 2))..];
        return LabelMatcher.TryCreate(text[..at], op, value, out var matcher, out var error)
            ? matcher
            : throw new ArgumentException(error);
    }

    /// <summary>Everything the matchers select, as text: one line a series, <c>labels t:v t:v</c>.</summary>
    internal static List<string> Dump(this ISeriesSource store, params string[] matchers) =>
        store.Dump(long.MinValue, long.MaxValue, matchers);

    internal static List<string> Dump(this ISeriesSource store, long from, long through, params string[] matchers)
    {
        using var reader = store.Open(new TimestampMs(from), new TimestampMs(through));
        using var columns = new SampleColumns();
        var lines = new List<string>();
        foreach (var series in reader.Select([.. matchers.Select(Matcher)], CancellationToken.None))
        {
            columns.Clear();
            series.Read(new TimestampMs(from), new TimestampMs(through), columns);
            var samples = Enumerable.Range(0, columns.Count).Select(index =>
                $"{columns.TimestampsMs[index]}:{Text(columns.Values[index])}");
            lines.Add($"{series.Labels} {string.Join(' ', samples)}");
        }

        return lines;
    }

    internal static string Text(double value) => double.IsNaN(value)
        ? $"NaN({BitConverter.DoubleToInt64Bits(value):x})"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
