using System.Text;
using System.Text.Unicode;
using Belfry.Configuration.Prometheus;
using Belfry.Encoding.Exposition;
using Belfry.Ingestion.Relabel;
using Belfry.Model;
using Belfry.Model.Metrics;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Makes the labels under which a scraped sample is stored: those of the text and of the target, conflicts resolved,
/// relabelled, checked against the limits. Semantics: prometheus <c>scrape/scrape.go</c>. Immutable and thread-safe.
/// </summary>
internal sealed class SeriesLabeller
{
    private readonly Labels targetLabels;
    private readonly bool honorLabels;
    private readonly NameValidationScheme scheme;
    private readonly ScrapeLimits limits;
    private readonly Relabeling relabeling;

    internal SeriesLabeller(Labels targetLabels, ScrapeConfig config, Relabeling relabeling)
    {
        this.targetLabels = targetLabels;
        this.relabeling = relabeling;
        honorLabels = config.HonorLabels;
        scheme = config.MetricNameValidationScheme;
        limits = config.Limits;
    }

    /// <summary>
    /// Fills <paramref name="labels"/> for the series of an exposition. What is wrong with it fails the whole scrape
    /// and comes back as a message.
    /// </summary>
    internal LabelOutcome Label(
        ReadOnlySpan<byte> series, MetricType declaredType, LabelsBuilder labels, out string? problem)
    {
        problem = SeriesText.CopyLabels(series, declaredType, labels);
        if (problem is not null)
        {
            return LabelOutcome.Invalid;
        }

        if (honorLabels)
        {
            AddMissing(series, labels);
        }
        else
        {
            Overrule(labels);
        }

        if (!relabeling.IsEmpty && (!relabeling.Apply(labels) || labels.Count == 0))
        {
            return LabelOutcome.Dropped;
        }

        problem = Problem(labels);
        return problem is null ? LabelOutcome.Kept : LabelOutcome.Invalid;
    }

    /// <summary>Fills <paramref name="labels"/> for a series that says something about the scrape itself.</summary>
    internal void LabelReport(string metricName, LabelsBuilder labels)
    {
        labels.Clear();
        labels.Set(LabelNames.MetricName, metricName);
        Overrule(labels);
    }

    // A label that the target writes with an empty value counts as written: that is how it refuses ours.
    private void AddMissing(ReadOnlySpan<byte> series, LabelsBuilder labels)
    {
        foreach (var label in targetLabels)
        {
            if (labels.Get(label.Name).IsEmpty && !SeriesText.Mentions(series, label.Name))
            {
                labels.Set(label.Name, label.Value);
            }
        }
    }

    private void Overrule(LabelsBuilder labels)
    {
        List<KeyValuePair<byte[], byte[]>>? conflicts = null;
        foreach (var label in targetLabels)
        {
            var exposed = labels.Get(label.Name);
            if (!exposed.IsEmpty)
            {
                (conflicts ??= []).Add(new(label.Name.ToArray(), exposed.ToArray()));
            }

            labels.Set(label.Name, label.Value);
        }

        if (conflicts is null)
        {
            return;
        }

        // Shorter names first, so that the result does not depend on the order of labels.
        foreach (var (name, value) in conflicts.OrderBy(conflict => conflict.Key.Length))
        {
            var renamed = name;
            do
            {
                renamed = [.. "exported_"u8, .. renamed];
            }
            while (!labels.Get(renamed).IsEmpty);
            labels.Set(renamed, value);
        }
    }

    private string? Problem(LabelsBuilder labels)
    {
        if (labels.Get(LabelNames.MetricNameUtf8).IsEmpty)
        {
            return "missing metric name (__name__ label)";
        }

        var canonical = labels.ToCanonical();
        foreach (var label in new LabelsReader(canonical))
        {
            if (!IsValid(label))
            {
                return $"invalid metric name or label names: {labels.ToLabels()}";
            }
        }

        return limits is { Labels: 0, LabelNameLength: 0, LabelValueLength: 0 } ? null : Excess(labels, canonical);
    }

    private bool IsValid(LabelView label)
    {
        var isMetricName = label.Name.SequenceEqual(LabelNames.MetricNameUtf8);
        if (scheme == NameValidationScheme.Legacy)
        {
            return isMetricName
                ? LabelNames.IsLegacyMetricName(label.Value)
                : LabelNames.IsLegacyLabelName(label.Name) && Utf8.IsValid(label.Value);
        }

        return Utf8.IsValid(label.Name) && Utf8.IsValid(label.Value);
    }

    private string? Excess(LabelsBuilder labels, ReadOnlySpan<byte> canonical)
    {
        var metric = Cut(TextEncoding.UTF8.GetString(labels.Get(LabelNames.MetricNameUtf8)));
        if (limits.Labels > 0 && labels.Count > limits.Labels)
        {
            return $"label_limit exceeded (metric: {metric}, number of labels: {labels.Count}, limit: {limits.Labels})";
        }

        foreach (var label in new LabelsReader(canonical))
        {
            if (limits.LabelNameLength > 0 && label.Name.Length > limits.LabelNameLength)
            {
                return $"label_name_length_limit exceeded (metric: {metric}, label name: {Cut(label.NameText)}, "
                    + $"length: {label.Name.Length}, limit: {limits.LabelNameLength})";
            }

            if (limits.LabelValueLength > 0 && label.Value.Length > limits.LabelValueLength)
            {
                return $"label_value_length_limit exceeded (metric: {metric}, label name: {Cut(label.NameText)}, "
                    + $"value: {QuotedText.Quote(Cut(label.ValueText))}, length: {label.Value.Length}, "
                    + $"limit: {limits.LabelValueLength})";
            }
        }

        return null;
    }

    private static string Cut(string text)
    {
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(50))
        {
            cut.Append(rune.ToString());
        }

        return cut.ToString();
    }
}
