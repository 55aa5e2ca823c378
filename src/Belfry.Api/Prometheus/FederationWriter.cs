using Belfry.Configuration.Prometheus;
using Belfry.Encoding.Exposition;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Writes samples, sorted by metric name, as an exposition: each metric is a family, and another one where floats and
/// histograms of one name follow each other. External labels stand behind those that the series has, and there is
/// always a label <c>instance</c>, so that the server that scrapes this does not add its own. Source: prometheus
/// <c>web/federate.go</c>.
/// </summary>
internal sealed class FederationWriter
{
    private readonly TextExpositionWriter destination;
    private readonly NameEscapingScheme escaping;
    private readonly IReadOnlyList<KeyValuePair<string, string>> externalLabels;
    private readonly List<KeyValuePair<string, string>> labels = [];
    private string family = "";
    private MetricType familyType;

    internal FederationWriter(TextExpositionWriter destination, Labels externalLabels, NameEscapingScheme escaping)
    {
        this.destination = destination;
        this.escaping = escaping;
        var all = externalLabels.ToPairs().ToDictionary(StringComparer.Ordinal);
        all.TryAdd("instance", "");
        this.externalLabels = [.. all.OrderBy(label => label.Key, StringComparer.Ordinal)];
    }

    internal void Write(FederatedSample sample)
    {
        if (sample.Histogram is { HasCustomBuckets: false })
        {
            return;
        }

        Begin(sample.Name, sample.Histogram switch
        {
            null => MetricType.Unknown,
            { CounterResetHint: CounterResetHint.Gauge } => MetricType.GaugeHistogram,
            _ => MetricType.Histogram,
        });
        CollectLabels(sample.Labels);
        if (sample.Histogram is { } histogram)
        {
            WriteClassic(histogram, sample);
        }
        else
        {
            Write("", sample.Value, sample.TimestampMs);
        }
    }

    private void Begin(string name, MetricType type)
    {
        if (name != family || type != familyType)
        {
            (family, familyType) = (name, type);
            destination.BeginFamily(NameEscaping.Escape(name, LegacyOrNot(name)), type, "");
        }
    }

    private void CollectLabels(Labels own)
    {
        labels.Clear();
        foreach (var (name, value) in own.ToPairs())
        {
            if (name != LabelNames.MetricName)
            {
                Add(name, value);
            }
        }

        foreach (var (name, value) in externalLabels)
        {
            if (own.Get(name).Length == 0)
            {
                Add(name, value);
            }
        }
    }

    private void Add(string name, string value) =>
        labels.Add(KeyValuePair.Create(NameEscaping.Escape(name, LegacyOrNot(name)), value));

    // Legacy names stay as they are in expositions, whatever the scheme.
    private NameEscapingScheme LegacyOrNot(string name) =>
        LabelNames.IsLegacyMetricName(System.Text.Encoding.UTF8.GetBytes(name))
            ? NameEscapingScheme.AllowUtf8
            : escaping;

    private void WriteClassic(NativeHistogram native, FederatedSample sample)
    {
        var histogram = native.ToFloat();
        var buckets = histogram.EnumeratePositive();
        var isBucket = buckets.MoveNext();
        var total = 0.0;
        for (var index = 0; index < histogram.CustomValues.Length; index++)
        {
            if (isBucket && buckets.CurrentIndex == index)
            {
                total += buckets.CurrentCount;
                isBucket = buckets.MoveNext();
            }

            WriteBucket(FloatText.General(histogram.CustomValues[index]), total, sample.TimestampMs);
        }

        WriteBucket("+Inf", histogram.Count, sample.TimestampMs);
        Write("_sum", histogram.Sum, sample.TimestampMs);
        Write("_count", histogram.Count, sample.TimestampMs);
    }

    private void WriteBucket(string bound, double count, long timestampMs)
    {
        labels.Add(KeyValuePair.Create("le", bound));
        Write("_bucket", count, timestampMs);
        labels.RemoveAt(labels.Count - 1);
    }

    private void Write(string suffix, double value, long timestampMs) => destination.WriteSample(
        suffix, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(labels), value, timestampMs);
}
