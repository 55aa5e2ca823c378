using System.Collections.Immutable;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;
using Belfry.Model;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads jobs and applies what <c>global</c> says.</summary>
internal sealed class ScrapeConfigReader(
    Reading reading, GlobalConfig global, IReadOnlyList<ScrapeProtocol>? globalProtocols, LoaderOptions options)
{
    private static readonly ScrapeConfig Default = new() { JobName = "" };

    /// <summary>The job, or null for an empty entry, which is reported.</summary>
    internal ScrapeConfig? Read(YamlNode node)
    {
        if (node.IsNull)
        {
            reading.Error(node.Location, "empty or null scrape config section", "write `job_name`, or remove the dash");
            return null;
        }

        var mapping = new MappingReader(reading, node, "config.plain", "scrape_configs");
        var jobName = mapping.Text("job_name");
        if (jobName.Length == 0)
        {
            mapping.Error("job_name", "job_name is empty", "every job needs a name of its own");
        }

        var (validation, escaping) = ReadNaming(mapping);
        var (interval, timeout) = ReadTimes(mapping, jobName);
        var relabelling = RelabelReader.ReadList(
            mapping, "relabel_configs", "empty or null target relabeling rule in scrape config", validation);
        var native = mapping.FlagOrNull("scrape_native_histograms") ?? global.ScrapeNativeHistograms;
        var config = new ScrapeConfig
        {
            JobName = jobName,
            ScrapeInterval = interval,
            ScrapeTimeout = timeout,
            HonorLabels = mapping.Flag("honor_labels"),
            HonorTimestamps = mapping.Flag("honor_timestamps", absent: true),
            TrackTimestampsStaleness = mapping.Flag("track_timestamps_staleness"),
            Params = ReadParams(mapping),
            ScrapeProtocols = ReadProtocols(mapping, jobName, native),
            FallbackScrapeProtocol = ScrapeProtocolReader.ReadFallback(mapping, jobName),
            ScrapeNativeHistograms = native,
            AlwaysScrapeClassicHistograms =
                mapping.FlagOrNull("always_scrape_classic_histograms") ?? global.AlwaysScrapeClassicHistograms,
            ConvertClassicHistogramsToNhcb =
                mapping.FlagOrNull("convert_classic_histograms_to_nhcb") ?? global.ConvertClassicHistogramsToNhcb,
            ExtraScrapeMetrics = mapping.FlagOrNull("extra_scrape_metrics") ?? global.ExtraScrapeMetrics,
            MetricsPath = mapping.Text("metrics_path", Default.MetricsPath),
            Scheme = mapping.Text("scheme", Default.Scheme),
            EnableCompression = mapping.Flag("enable_compression", absent: true),
            ScrapeFailureLogFile =
                mapping.FilePath("scrape_failure_log_file") is { Length: > 0 } file ? file
                    : global.ScrapeFailureLogFile,
            Limits = LimitsReader.Read(mapping, global.Limits, isJob: true),
            MetricNameValidationScheme = validation,
            MetricNameEscapingScheme = escaping,
            HttpClient = HttpClientReader.ReadInlined(mapping),
            RelabelConfigs = relabelling,
            MetricRelabelConfigs = RelabelReader.ReadList(
                mapping, "metric_relabel_configs", "empty or null metric relabeling rule in scrape config", validation),
            StaticConfigs = DiscoveryReader.ReadStatic(mapping, relabelling.Count > 0),
            FileSdConfigs = DiscoveryReader.ReadFiles(mapping),
            OtherDiscovery = DiscoveryReader.CheckOthers(mapping, options),
            Location = node.Location,
        };
        if (config.HttpClient.OAuth2 is not null)
        {
            mapping.Reading.NotDone(mapping.PlaceOf("oauth2"), "oauth2");
        }

        mapping.Close();
        return config;
    }

    private (TimeSpan Interval, TimeSpan Timeout) ReadTimes(MappingReader mapping, string jobName)
    {
        var interval = mapping.Duration("scrape_interval");
        interval = interval == TimeSpan.Zero ? global.ScrapeInterval : interval;
        var timeout = mapping.Duration("scrape_timeout");
        if (timeout > interval)
        {
            mapping.Error(
                "scrape_timeout",
                $"scrape timeout greater than scrape interval for scrape config with job name "
                + $"{YamlScalars.Quote(jobName)}",
                $"lower it, or raise `scrape_interval` above {PrometheusDuration.Format(interval)}");
        }

        return (interval, timeout > TimeSpan.Zero ? timeout : GlobalReader.Min(global.ScrapeTimeout, interval));
    }

    private (NameValidationScheme Validation, NameEscapingScheme Escaping) ReadNaming(MappingReader mapping)
    {
        var own = NamingReader.ReadValidation(mapping);
        var validation = own ?? global.MetricNameValidationScheme;
        var escaping = NamingReader.ReadEscaping(mapping, "scrape config")
            ?? (own is null ? global.MetricNameEscapingScheme : NamingReader.DefaultEscaping(validation));
        if (escaping == NameEscapingScheme.AllowUtf8 && validation != NameValidationScheme.Utf8)
        {
            mapping.Error(
                "metric_name_escaping_scheme", "utf8 metric names requested but validation scheme is not set to UTF8");
        }

        return (validation, escaping);
    }

    private IReadOnlyList<ScrapeProtocol> ReadProtocols(MappingReader mapping, string jobName, bool isNative)
    {
        var where = $" for scrape config with job name {YamlScalars.Quote(jobName)}";
        var byDefault = isNative
            ? ImmutableArray.Create(ScrapeProtocol.PrometheusProto).AddRange(ScrapeConfig.DefaultScrapeProtocols)
            : ScrapeConfig.DefaultScrapeProtocols;
        return ScrapeProtocolReader.Read(mapping, where) ?? globalProtocols ?? byDefault;
    }

    private List<KeyValuePair<string, IReadOnlyList<string>>> ReadParams(MappingReader mapping)
    {
        var parameters = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        if (mapping.Take("params") is not { } node)
        {
            return parameters;
        }

        if (node.Kind != YamlNodeKind.Mapping)
        {
            ValueReader.Mismatch(reading, node, "url.Values");
            return parameters;
        }

        foreach (var (key, value) in node.Entries)
        {
            if (value.Kind != YamlNodeKind.Sequence && !value.IsNull)
            {
                ValueReader.Mismatch(reading, value, "[]string");
                continue;
            }

            var texts = value.Items.Select(item => ValueReader.Text(reading, item)).OfType<string>();
            parameters.Add(new(key.Value, [.. texts]));
        }

        return parameters;
    }
}
