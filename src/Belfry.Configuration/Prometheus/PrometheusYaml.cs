using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;
using Belfry.Model;

namespace Belfry.Configuration.Prometheus;

/// <summary>
/// Writes the effective configuration as Prometheus's status page does: defaults filled in, secrets hidden, and the
/// sections that are not done as they were written.
/// </summary>
internal sealed class PrometheusYaml(bool areSecretsShown)
{
    private static readonly RelabelConfig DefaultStep = new();

    internal static string Write(YamlMap map) => YamlWriter.Write(map, YamlRedaction.Prometheus);

    internal YamlMap Config(PrometheusConfig config)
    {
        var map = new YamlMap().Add("global", Global(config.Global));
        AddUnbuilt(map, config.Unbuilt, "runtime");
        var alerting = new YamlMap()
            .AddUnlessEmpty("alert_relabel_configs", config.Alerting.AlertRelabelConfigs.Select(Step))
            .AddUnlessEmpty("alertmanagers", config.Alerting.Alertmanagers.Select(Alertmanagers));
        map.AddUnlessEmpty("alerting", alerting);
        map.AddUnlessEmpty("rule_files", config.RuleFilePatterns);
        map.AddUnlessEmpty("scrape_configs", config.ScrapeConfigs.Select(Scrape));
        map.AddUnlessEmpty("storage", Storage(config.Storage));
        AddUnbuilt(map, config.Unbuilt, "tracing", "remote_write", "remote_read", "otlp");
        return map;
    }

    internal YamlMap Scrape(ScrapeConfig config)
    {
        var map = new YamlMap()
            .Add("job_name", config.JobName)
            .AddUnlessFalse("honor_labels", config.HonorLabels)
            .Add("honor_timestamps", config.HonorTimestamps)
            .Add("track_timestamps_staleness", config.TrackTimestampsStaleness);
        var parameters = new YamlMap();
        foreach (var (name, values) in config.Params)
        {
            parameters.Add(name, values.ToList<object>());
        }

        map.AddUnlessEmpty("params", parameters)
            .AddUnlessZero("scrape_interval", config.ScrapeInterval)
            .AddUnlessZero("scrape_timeout", config.ScrapeTimeout)
            .AddUnlessEmpty("scrape_protocols", config.ScrapeProtocols.Select(ScrapeProtocolReader.NameOf))
            .AddUnlessEmpty("fallback_scrape_protocol", Name(config.FallbackScrapeProtocol))
            .Add("scrape_native_histograms", config.ScrapeNativeHistograms)
            .Add("always_scrape_classic_histograms", config.AlwaysScrapeClassicHistograms)
            .Add("convert_classic_histograms_to_nhcb", config.ConvertClassicHistogramsToNhcb)
            .AddUnlessEmpty("scrape_failure_log_file", config.ScrapeFailureLogFile)
            .AddUnlessEmpty("metrics_path", config.MetricsPath)
            .AddUnlessEmpty("scheme", config.Scheme)
            .Add("enable_compression", config.EnableCompression);
        AddLimits(map, config.Limits);
        map.Add("metric_name_validation_scheme", Name(config.MetricNameValidationScheme))
            .Add("metric_name_escaping_scheme", NamingReader.NameOf(config.MetricNameEscapingScheme))
            .Add("extra_scrape_metrics", config.ExtraScrapeMetrics);
        HttpClientYaml.Write(map, config.HttpClient, areSecretsShown);
        map.AddUnlessEmpty("relabel_configs", config.RelabelConfigs.Select(Step))
            .AddUnlessEmpty("metric_relabel_configs", config.MetricRelabelConfigs.Select(Step));
        AddTargets(map, config.StaticConfigs, config.FileSdConfigs, config.OtherDiscovery);
        return map;
    }

    internal static YamlMap Step(RelabelConfig step)
    {
        var map = new YamlMap();
        if (step.SourceLabels.Count > 0)
        {
            map.Add("source_labels", YamlWriter.Flow(step.SourceLabels));
        }

        map.Add("separator", step.Separator);
        if (step.Regex != DefaultStep.Regex)
        {
            map.Add("regex", step.Regex);
        }

        return map.AddUnlessZero("modulus", step.Modulus)
            .AddUnlessEmpty("target_label", step.TargetLabel)
            .Add("replacement", step.Replacement)
            .Add("action", RelabelReader.NameOf(step.Action));
    }

    internal YamlMap Alertmanagers(AlertmanagersConfig config)
    {
        var map = new YamlMap();
        HttpClientYaml.Write(map, config.HttpClient, areSecretsShown);
        map.AddUnlessEmpty("scheme", config.Scheme)
            .AddUnlessEmpty("path_prefix", config.PathPrefix)
            .AddUnlessZero("timeout", config.Timeout)
            .Add("api_version", "v2")
            .AddUnlessEmpty("relabel_configs", config.RelabelConfigs.Select(Step))
            .AddUnlessEmpty("alert_relabel_configs", config.AlertRelabelConfigs.Select(Step));
        AddTargets(map, config.StaticConfigs, config.FileSdConfigs, config.OtherDiscovery);
        return map;
    }

    private static YamlMap Global(GlobalConfig config)
    {
        var map = new YamlMap()
            .AddUnlessZero("scrape_interval", config.ScrapeInterval)
            .AddUnlessZero("scrape_timeout", config.ScrapeTimeout)
            .AddUnlessEmpty("scrape_protocols", config.ScrapeProtocols.Select(ScrapeProtocolReader.NameOf))
            .AddUnlessZero("evaluation_interval", config.EvaluationInterval)
            .AddUnlessZero("rule_query_offset", config.RuleQueryOffset)
            .AddUnlessEmpty("query_log_file", config.QueryLogFile)
            .AddUnlessEmpty("scrape_failure_log_file", config.ScrapeFailureLogFile)
            .AddUnlessEmpty("external_labels", Texts(config.ExternalLabels));
        AddLimits(map, config.Limits);
        return map.Add("metric_name_validation_scheme", Name(config.MetricNameValidationScheme))
            .Add("scrape_native_histograms", config.ScrapeNativeHistograms)
            .AddUnlessFalse("convert_classic_histograms_to_nhcb", config.ConvertClassicHistogramsToNhcb)
            .AddUnlessFalse("always_scrape_classic_histograms", config.AlwaysScrapeClassicHistograms)
            .Add("extra_scrape_metrics", config.ExtraScrapeMetrics);
    }

    private static YamlMap Storage(StorageConfig config)
    {
        var retention = new YamlMap()
            .AddUnlessZero("time", config.Retention?.Time ?? TimeSpan.Zero)
            .AddUnlessEmpty("size", config.Retention is { Size.Bytes: > 0 } kept ? kept.Size.ToString() : "")
            .AddUnlessZero("percentage", config.Retention?.Percentage ?? 0);
        var tsdb = new YamlMap()
            .AddUnlessZero("out_of_order_time_window", config.OutOfOrderTimeWindow)
            .AddUnlessEmpty("retention", retention);
        var map = new YamlMap().AddUnlessEmpty("tsdb", tsdb);
        return config.ExemplarsMax == new StorageConfig().ExemplarsMax
            ? map
            : map.Add("exemplars", new YamlMap().AddUnlessZero("max_exemplars", config.ExemplarsMax));
    }

    private static void AddLimits(YamlMap map, ScrapeLimits limits) => map
        .AddUnlessEmpty("body_size_limit", limits.BodySize == default ? "" : limits.BodySize.ToString())
        .AddUnlessZero("sample_limit", limits.Samples)
        .AddUnlessZero("target_limit", limits.Targets)
        .AddUnlessZero("label_limit", limits.Labels)
        .AddUnlessZero("label_name_length_limit", limits.LabelNameLength)
        .AddUnlessZero("label_value_length_limit", limits.LabelValueLength)
        .AddUnlessZero("native_histogram_bucket_limit", limits.NativeHistogramBuckets)
        .AddUnlessZero("native_histogram_min_bucket_factor", limits.NativeHistogramMinBucketFactor)
        .AddUnlessZero("keep_dropped_targets", limits.KeepDroppedTargets);

    private static void AddTargets(
        YamlMap map,
        IReadOnlyList<TargetGroupConfig> groups,
        IReadOnlyList<FileSdConfig> files,
        IReadOnlyList<KeyValuePair<string, YamlNode>> others)
    {
        foreach (var (key, node) in others)
        {
            map.Add(key, node);
        }

        map.AddUnlessEmpty("file_sd_configs", files.Select(file => new YamlMap()
            .AddUnlessEmpty("files", file.Files)
            .AddUnlessZero("refresh_interval", file.RefreshInterval)));
        map.AddUnlessEmpty("static_configs", groups.Select(group => new YamlMap()
            .AddUnlessEmpty("targets", group.Targets)
            .AddUnlessEmpty("labels", Texts(group.Labels))));
    }

    private static void AddUnbuilt(
        YamlMap map, IReadOnlyList<KeyValuePair<string, YamlNode>> unbuilt, params string[] keys)
    {
        foreach (var (key, node) in keys.SelectMany(key => unbuilt.Where(section => section.Key == key)))
        {
            map.Add(key, node);
        }
    }

    private static YamlMap Texts(Labels labels)
    {
        var map = new YamlMap();
        foreach (var (name, value) in labels.ToPairs())
        {
            map.Add(name, value);
        }

        return map;
    }

    private static string Name(NameValidationScheme scheme) => scheme == NameValidationScheme.Utf8 ? "utf8" : "legacy";

    private static string Name(ScrapeProtocol? protocol) =>
        protocol is { } known ? ScrapeProtocolReader.NameOf(known) : "";
}
