using System.Globalization;

namespace Belfry.Model.Histograms;

/// <summary>
/// Histograms in the notation of PromQL test scripts and of rule unit tests:
/// <c>{{schema:1 count:2 sum:3 buckets:[1 1]}}</c>.
/// </summary>
public static class HistogramTestText
{
    /// <summary>
    /// The histogram in that notation, which has one span a side: empty buckets between populated ones are listed.
    /// </summary>
    public static string ToTestText(this FloatHistogram histogram)
    {
        var compact = histogram.Compact(int.MaxValue);
        var parts = new List<string>();
        AddNonZero(parts, "schema", compact.Schema);
        AddNonZero(parts, "count", compact.Count);
        AddNonZero(parts, "sum", compact.Sum);
        AddNonZero(parts, "z_bucket", compact.ZeroCount);
        AddNonZero(parts, "z_bucket_w", compact.ZeroThreshold);
        if (compact.HasCustomBuckets)
        {
            parts.Add("custom_values:" + List(compact.CustomValues));
        }

        if (HintText(compact.CounterResetHint) is { } hint)
        {
            parts.Add("counter_reset_hint:" + hint);
        }

        AddBuckets(parts, "offset", "buckets", compact.Positive);
        AddBuckets(parts, "n_offset", "n_buckets", compact.Negative);
        return "{{" + string.Join(' ', parts) + "}}";
    }

    private static void AddNonZero(List<string> parts, string name, double value)
    {
        if (value != 0)
        {
            parts.Add($"{name}:{FloatText.General(value)}");
        }
    }

    private static void AddBuckets(List<string> parts, string offsetName, string bucketsName, Buckets<double> buckets)
    {
        if (buckets.Spans is [{ Offset: not 0 } span, ..])
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{offsetName}:{span.Offset}"));
        }

        if (buckets.Counts.Length > 0)
        {
            parts.Add($"{bucketsName}:{List(buckets.Counts)}");
        }
    }

    private static string? HintText(CounterResetHint hint) => hint switch
    {
        CounterResetHint.CounterReset => "reset",
        CounterResetHint.NotCounterReset => "not_reset",
        CounterResetHint.Gauge => "gauge",
        _ => null,
    };

    private static string List(double[] values) => $"[{string.Join(' ', values.Select(FloatText.General))}]";
}
