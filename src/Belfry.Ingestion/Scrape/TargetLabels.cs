using System.Text.Unicode;
using Belfry.Configuration.Prometheus;
using Belfry.Encoding.Exposition;
using Belfry.Ingestion.Relabel;
using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// From what discovery found to a target: defaults of the job, relabelling, checks. Semantics and messages: prometheus
/// <c>scrape/target.go</c>.
/// </summary>
internal static class TargetLabels
{
    private static readonly (string Label, string Words)[] Switches =
    [
        ("__convert_classic_histograms_to_nhcb__", "convert classic histograms to nhcb"),
        ("__always_scrape_classic_histograms__", "always scrape classic histograms"),
        ("__scrape_native_histograms__", "scrape native histograms"),
    ];

    /// <summary>The labels as they are before relabelling: of the target, else of its group, else of the job.</summary>
    internal static void Discover(LabelsBuilder labels, ScrapeConfig config, Labels target, Labels group)
    {
        labels.Reset(target);
        foreach (var label in group)
        {
            SetMissing(labels, label.NameText, label.ValueText);
        }

        SetMissing(labels, "job", config.JobName);
        SetMissing(labels, "__scrape_interval__", PrometheusDuration.Format(config.ScrapeInterval));
        SetMissing(labels, "__scrape_timeout__", PrometheusDuration.Format(config.ScrapeTimeout));
        SetMissing(labels, "__metrics_path__", config.MetricsPath);
        SetMissing(labels, "__scheme__", config.Scheme);
        SetMissing(labels, Switches[0].Label, Word(config.ConvertClassicHistogramsToNhcb));
        SetMissing(labels, Switches[1].Label, Word(config.AlwaysScrapeClassicHistograms));
        SetMissing(labels, Switches[2].Label, Word(config.ScrapeNativeHistograms));
        foreach (var (name, values) in config.Params)
        {
            if (values.Count > 0)
            {
                SetMissing(labels, "__param_" + name, values[0]);
            }
        }
    }

    /// <summary>
    /// Relabels and checks what <see cref="Discover"/> made. Null when relabelling drops the target, or when something
    /// is wrong with it, which is then in <paramref name="problem"/>.
    /// </summary>
    internal static ScrapeTarget? Make(
        LabelsBuilder labels, Labels discovered, ScrapeConfig config, Relabeling relabeling, out string? problem) =>
        Populate(labels, relabeling, out var interval, out var timeout, out problem) is { } populated
            ? new ScrapeTarget(discovered, populated, interval, timeout, config)
            : null;

    /// <summary>The labels of the target, those with two leading underscores too; null as for the target.</summary>
    internal static Labels? Populate(
        LabelsBuilder labels, Relabeling relabeling, out TimeSpan interval, out TimeSpan timeout, out string? problem)
    {
        problem = null;
        interval = timeout = default;
        if (!relabeling.Apply(labels))
        {
            return null;
        }

        problem = Problem(labels, out interval, out timeout);
        if (problem is not null)
        {
            return null;
        }

        SetMissing(labels, "instance", labels.Get("__address__"));
        var kept = new LabelsBuilder();
        foreach (var label in labels.ToLabels())
        {
            if (label.Name.StartsWith("__meta_"u8))
            {
                continue;
            }

            if (!Utf8.IsValid(label.Value))
            {
                problem = $"invalid label value for {QuotedBytes.Quote(label.Name)}: {QuotedBytes.Quote(label.Value)}";
                return null;
            }

            kept.Set(label.Name, label.Value);
        }

        return kept.ToLabels();
    }

    private static string? Problem(LabelsBuilder labels, out TimeSpan interval, out TimeSpan timeout)
    {
        interval = timeout = default;
        var address = labels.Get("__address__");
        if (address.Length == 0)
        {
            return "no address";
        }

        if (address.Contains('/', StringComparison.Ordinal))
        {
            return $"{QuotedText.Quote(address)} is not a valid hostname";
        }

        var intervalText = labels.Get("__scrape_interval__");
        var timeoutText = labels.Get("__scrape_timeout__");
        return Duration(intervalText, "interval", out interval)
            ?? Duration(timeoutText, "timeout", out timeout)
            ?? (timeout > interval
                ? "scrape timeout cannot be greater than scrape interval "
                    + $"({QuotedText.Quote(timeoutText)} > {QuotedText.Quote(intervalText)})"
                : null)
            ?? SwitchProblem(labels);
    }

    private static string? Duration(string text, string what, out TimeSpan duration)
    {
        if (!PrometheusDuration.TryParse(text, out duration, out var error))
        {
            return $"error parsing scrape {what}: {error}";
        }

        return duration == TimeSpan.Zero ? $"scrape {what} cannot be 0" : null;
    }

    private static string? SwitchProblem(LabelsBuilder labels)
    {
        foreach (var (label, words) in Switches)
        {
            var text = labels.Get(label);
            var isWord = text is "" or "1" or "t" or "T" or "true" or "TRUE" or "True"
                or "0" or "f" or "F" or "false" or "FALSE" or "False";
            if (!isWord)
            {
                return $"error parsing {words}: strconv.ParseBool: parsing {QuotedText.Quote(text)}: invalid syntax";
            }
        }

        return null;
    }

    private static void SetMissing(LabelsBuilder labels, string name, string value)
    {
        if (labels.Get(name).Length == 0)
        {
            labels.Set(name, value);
        }
    }

    private static string Word(bool value) => value ? "true" : "false";
}
