using System.Globalization;
using Belfry.Model.Histograms;

namespace Belfry.Model.Tests.Histograms;

/// <summary>
/// Reads <c>{{schema:1 count:2 buckets:[1 1]}}</c>, the notation of test scripts, as far as tests here need.
/// </summary>
internal static class TestTexts
{
    internal static FloatHistogram Read(string text)
    {
        var fields = text.Trim('{', '}', ' ').Replace("[ ", "[", StringComparison.Ordinal);
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        string? hint = null;
        while (fields.Length > 0)
        {
            var colon = fields.IndexOf(':', StringComparison.Ordinal);
            var end = fields.IndexOf(fields[colon + 1] == '[' ? ']' : ' ', colon);
            end = end < 0 ? fields.Length : end;
            var (name, value) = (fields[..colon], fields[(colon + 1)..end].Trim('[', ']'));
            hint = name == "counter_reset_hint" ? value : hint;
            if (name != "counter_reset_hint")
            {
                values[name] = [.. value.Split(' ').Select(each => double.Parse(each, CultureInfo.InvariantCulture))];
            }

            fields = fields[end..].TrimStart(']', ' ');
        }

        double One(string name) => values.TryGetValue(name, out var found) ? found[0] : 0;
        double[] Many(string name) => values.TryGetValue(name, out var found) ? found : [];
        BucketSpan[] Spans(string offset, double[] counts) =>
            counts.Length == 0 ? [] : [new BucketSpan((int)One(offset), (uint)counts.Length)];

        return new FloatHistogram
        {
            CounterResetHint = hint switch
            {
                "gauge" => CounterResetHint.Gauge,
                "reset" => CounterResetHint.CounterReset,
                "not_reset" => CounterResetHint.NotCounterReset,
                _ => CounterResetHint.Unknown,
            },
            Schema = (int)One("schema"),
            ZeroThreshold = One("z_bucket_w"),
            ZeroCount = One("z_bucket"),
            Count = One("count"),
            Sum = One("sum"),
            PositiveSpans = Spans("offset", Many("buckets")),
            PositiveBuckets = Many("buckets"),
            NegativeSpans = Spans("n_offset", Many("n_buckets")),
            NegativeBuckets = Many("n_buckets"),
            CustomValues = Many("custom_values"),
        };
    }
}
