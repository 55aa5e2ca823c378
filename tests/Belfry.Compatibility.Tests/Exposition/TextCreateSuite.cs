using System.Buffers;
using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Model.Metrics;

namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>Families as text. The source of a family gives its buckets whole, so +Inf is added here.</summary>
internal sealed class TextCreateSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "exposition/expfmt_text_create.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var destination = new ArrayBufferWriter<byte>();
        Write(new TextExpositionWriter(destination), row.GetProperty("in"));
        return CaseTable.Difference(
            row.FindText("out"), System.Text.Encoding.UTF8.GetString(destination.WrittenSpan));
    });

    private static void Write(TextExpositionWriter writer, JsonElement family)
    {
        var type = family.Find("Type") is { ValueKind: JsonValueKind.String } word
            ? word.GetString()! : "COUNTER";
        writer.BeginFamily(family.FindText("Name")!, type switch
        {
            "UNTYPED" => MetricType.Unknown,
            "GAUGE_HISTOGRAM" => MetricType.GaugeHistogram,
            _ => Enum.Parse<MetricType>(type, ignoreCase: true),
        }, family.FindText("Help") ?? "");
        foreach (var metric in family.GetProperty("Metric").EnumerateArray())
        {
            WriteMetric(writer, metric);
        }
    }

    private static void WriteMetric(TextExpositionWriter writer, JsonElement metric)
    {
        var labels = metric.Find("Label") is { } list
            ? list.EnumerateArray().Select(label => KeyValuePair.Create(
                label.FindText("Name")!, label.FindText("Value")!)).ToArray()
            : [];
        var time = metric.Find("TimestampMs")?.GetInt64();
        if (metric.Find("Histogram") is { } histogram)
        {
            WriteHistogram(writer, labels, histogram, time);
        }
        else if (metric.Find("Summary") is { } summary)
        {
            foreach (var quantile in summary.GetProperty("Quantile").EnumerateArray())
            {
                var one = KeyValuePair.Create("quantile", Text(quantile.GetProperty("Quantile").Number()));
                writer.WriteSample("", [.. labels, one], quantile.GetProperty("Value").Number(), time);
            }

            writer.WriteSample("_sum", labels, summary.GetProperty("SampleSum").Number(), time);
            writer.WriteSample("_count", labels, summary.GetProperty("SampleCount").Number(), time);
        }
        else
        {
            var value = metric.Find("Counter") ?? metric.Find("Gauge") ?? metric.GetProperty("Untyped");
            writer.WriteSample("", labels, value.GetProperty("Value").Number(), time);
        }
    }

    private static void WriteHistogram(
        TextExpositionWriter writer, KeyValuePair<string, string>[] labels, JsonElement histogram, long? time)
    {
        var count = (histogram.Find("SampleCountFloat") ?? histogram.GetProperty("SampleCount")).Number();
        var buckets = histogram.GetProperty("Bucket").EnumerateArray().Select(bucket => (
            Bound: bucket.GetProperty("UpperBound").Number(),
            Count: (bucket.Find("CumulativeCountFloat") ?? bucket.GetProperty("CumulativeCount")).Number())).ToList();
        if (!double.IsPositiveInfinity(buckets[^1].Bound))
        {
            buckets.Add((double.PositiveInfinity, count));
        }

        foreach (var bucket in buckets)
        {
            writer.WriteSample(
                "_bucket", [.. labels, KeyValuePair.Create("le", Text(bucket.Bound))], bucket.Count, time);
        }

        writer.WriteSample("_sum", labels, histogram.GetProperty("SampleSum").Number(), time);
        writer.WriteSample("_count", labels, count, time);
    }

    private static string Text(double value) => FloatText.General(value);
}
