using System.Globalization;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Reads a native histogram as scripts write it: <c>{{schema:1 count:2 buckets:[1 1]}}</c>.</summary>
internal static class HistogramLiteral
{
    private static readonly string[] Keys =
    [
        "schema", "sum", "count", "z_bucket", "z_bucket_w", "buckets", "offset", "n_buckets", "n_offset",
        "custom_values", "counter_reset_hint",
    ];

    internal static ScriptValue Parse(string text)
    {
        var found = Split(text[2..^2]);
        var positive = Floats(found, "buckets");
        var negative = Floats(found, "n_buckets");
        return new ScriptValue(0, new FloatHistogram
        {
            Schema = Integer(found, "schema"),
            Sum = Float(found, "sum"),
            Count = Float(found, "count"),
            ZeroCount = Float(found, "z_bucket"),
            ZeroThreshold = Float(found, "z_bucket_w"),
            PositiveSpans = Spans(positive, Integer(found, "offset")),
            PositiveBuckets = positive,
            NegativeSpans = Spans(negative, Integer(found, "n_offset")),
            NegativeBuckets = negative,
            CustomValues = Floats(found, "custom_values"),
            CounterResetHint = found.GetValueOrDefault("counter_reset_hint", "unknown") switch
            {
                "unknown" => CounterResetHint.Unknown,
                "reset" => CounterResetHint.CounterReset,
                "not_reset" => CounterResetHint.NotCounterReset,
                "gauge" => CounterResetHint.Gauge,
                var other => throw new FormatException($"bad histogram descriptor found: \"{other}\""),
            },
        }, found.ContainsKey("counter_reset_hint"));
    }

    /// <summary>A number of a script: decimal, or an infinity, or NaN.</summary>
    internal static double Number(string text) => text.TrimStart('+', '-').ToLowerInvariant() switch
    {
        "inf" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        "nan" => Model.StaleMarker.NormalNaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, string> Split(string text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = text.TrimEnd(' ');
        while (rest.Length > 0)
        {
            var colon = rest.IndexOf(':', StringComparison.Ordinal);
            var key = colon < 0 ? rest : rest[..colon];
            if (!Keys.Contains(key))
            {
                throw new FormatException($"bad histogram descriptor found: \"{key}\"");
            }

            rest = rest[(colon + 1)..];
            if (rest.Length == 0 || rest[0] == ' ')
            {
                throw new FormatException($"{key}: no value");
            }

            var end = rest.StartsWith('[') ? rest.IndexOf(']', StringComparison.Ordinal) + 1 : rest.IndexOf(' ');
            end = end <= 0 ? rest.Length : end;
            if (!found.TryAdd(key, rest[..end]))
            {
                throw new FormatException($"duplicate key \"{key}\" in histogram");
            }

            rest = rest[end..].TrimStart(' ');
        }

        return found;
    }

    private static BucketSpan[] Spans(double[] counts, int offset) =>
        counts.Length == 0 ? [] : [new BucketSpan(offset, (uint)counts.Length)];

    private static int Integer(Dictionary<string, string> found, string key) =>
        int.Parse(found.GetValueOrDefault(key, "0"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Float(Dictionary<string, string> found, string key) =>
        Number(found.GetValueOrDefault(key, "0"));

    private static double[] Floats(Dictionary<string, string> found, string key) =>
        [.. found.GetValueOrDefault(key, "[]").Trim('[', ']')
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
}
