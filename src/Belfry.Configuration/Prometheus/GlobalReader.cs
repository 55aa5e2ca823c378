using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;
using Belfry.Model;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads <c>global</c>.</summary>
internal static class GlobalReader
{
    private static readonly GlobalConfig Default = new();

    /// <summary>
    /// The section with its defaults. <paramref name="protocols"/> is what it says itself about formats, null when
    /// nothing: the default depends on the job.
    /// </summary>
    internal static GlobalConfig Read(
        MappingReader mapping, LoaderOptions options, out IReadOnlyList<ScrapeProtocol>? protocols)
    {
        var validation = NamingReader.ReadValidation(mapping) ?? NameValidationScheme.Utf8;
        var interval = NotZero(mapping.Duration("scrape_interval"), Default.ScrapeInterval);
        var timeout = mapping.Duration("scrape_timeout");
        protocols = ScrapeProtocolReader.Read(mapping, " for global config");
        if (timeout > interval)
        {
            mapping.Error(
                "scrape_timeout", "global scrape timeout greater than scrape interval",
                $"lower it, or raise `scrape_interval` above {PrometheusDuration.Format(interval)}");
        }

        var config = new GlobalConfig
        {
            ScrapeInterval = interval,
            ScrapeTimeout = timeout > TimeSpan.Zero ? timeout : Min(Default.ScrapeTimeout, interval),
            EvaluationInterval = NotZero(mapping.Duration("evaluation_interval"), Default.EvaluationInterval),
            RuleQueryOffset = mapping.Duration("rule_query_offset"),
            QueryLogFile = mapping.FilePath("query_log_file"),
            ScrapeFailureLogFile = mapping.FilePath("scrape_failure_log_file"),
            ExternalLabels = ReadExternalLabels(mapping, validation, options),
            Limits = LimitsReader.Read(mapping, new ScrapeLimits(), isJob: false),
            MetricNameValidationScheme = validation,
            MetricNameEscapingScheme =
                NamingReader.ReadEscaping(mapping, "global") ?? NamingReader.DefaultEscaping(validation),
            ScrapeNativeHistograms = mapping.Flag("scrape_native_histograms"),
            ConvertClassicHistogramsToNhcb = mapping.Flag("convert_classic_histograms_to_nhcb"),
            AlwaysScrapeClassicHistograms = mapping.Flag("always_scrape_classic_histograms"),
            ExtraScrapeMetrics = mapping.Flag("extra_scrape_metrics"),
        };
        mapping.Close();
        return config with { ScrapeProtocols = protocols ?? config.ScrapeProtocols };
    }

    internal static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan NotZero(TimeSpan value, TimeSpan absent) => value == TimeSpan.Zero ? absent : value;

    private static Labels ReadExternalLabels(MappingReader mapping, NameValidationScheme scheme, LoaderOptions options)
    {
        var labels = new LabelsBuilder();
        foreach (var label in mapping.NamedTexts("external_labels"))
        {
            if (!LabelRules.IsValidName(label.Name, scheme))
            {
                mapping.Reading.Error(label.Location, $"{YamlScalars.Quote(label.Name)} is not a valid label name");
            }
            else if (!LabelRules.IsValidValue(label.Text))
            {
                mapping.Reading.Error(label.Location, $"{YamlScalars.Quote(label.Text)} is not a valid label value");
            }
            else
            {
                labels.Set(label.Name, VariableExpansion.Expand(mapping.Reading, label, options.Variable));
            }
        }

        return labels.ToLabels();
    }
}
