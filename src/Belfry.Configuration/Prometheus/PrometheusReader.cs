using System.Text.RegularExpressions;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Prometheus;

/// <summary>Reads <c>prometheus.yml</c> itself, without the files that it names.</summary>
internal sealed partial class PrometheusReader(Reading reading, LoaderOptions options)
{
    private readonly Dictionary<string, string> jobs = new(StringComparer.Ordinal);
    private GlobalConfig global = new();
    private IReadOnlyList<ScrapeProtocol>? globalProtocols;

    /// <summary>The patterns of <c>scrape_config_files</c>, resolved.</summary>
    internal IReadOnlyList<string> ScrapeConfigFilePatterns { get; private set; } = [];

    internal PrometheusConfig Read(YamlNode? root, string text)
    {
        var mapping = new MappingReader(reading, root, "config.plain", "prometheus.yml");
        global = GlobalReader.Read(mapping.Section("global", "config.plain"), options, out globalProtocols);
        var scrapeConfigs = ReadJobs(reading, mapping, "main config file");
        var alerting = new AlertingReader(reading, global.MetricNameValidationScheme, options)
            .Read(mapping.Section("alerting", "config.plain"));
        var config = new PrometheusConfig
        {
            Global = global,
            RuleFilePatterns = ReadPatterns(mapping, "rule_files", "rule"),
            ScrapeConfigs = scrapeConfigs,
            Alerting = alerting,
            Storage = StorageReader.Read(mapping.Section("storage", "config.plain")),
            OriginalText = text,
        };
        ScrapeConfigFilePatterns = ReadPatterns(mapping, "scrape_config_files", "scrape config");
        new UnbuiltReader(reading, global.MetricNameValidationScheme).Check(mapping);
        CheckAgent(mapping);
        mapping.Close();
        return config;
    }

    /// <summary>Reads a file that <c>scrape_config_files</c> found, after <see cref="Read"/>.</summary>
    internal IReadOnlyList<ScrapeConfig> ReadScrapeConfigFile(Reading file, YamlNode? root)
    {
        var mapping = new MappingReader(file, root, "config.ScrapeConfigs", "scrape_config_files");
        var configs = ReadJobs(file, mapping, YamlScalars.Quote(file.File));
        mapping.Close();
        return configs;
    }

    private IReadOnlyList<ScrapeConfig> ReadJobs(Reading file, MappingReader mapping, string where)
    {
        var reader = new ScrapeConfigReader(file, global, globalProtocols, options);
        var configs = mapping.List("scrape_configs", "[]*config.ScrapeConfig", reader.Read);
        foreach (var config in configs.Where(config => config.JobName.Length > 0))
        {
            if (jobs.TryAdd(config.JobName, where))
            {
                continue;
            }

            var isSameFile = jobs[config.JobName] == where;
            file.Error(
                config.Location,
                $"found multiple scrape configs with job name {YamlScalars.Quote(config.JobName)}"
                + (isSameFile ? "" : $", first found in {jobs[config.JobName]}"),
                "job names are unique; give this one another name, or merge the two");
        }

        return configs;
    }

    private IReadOnlyList<string> ReadPatterns(MappingReader mapping, string key, string what)
    {
        var patterns = mapping.Texts(key);
        var items = mapping.Take(key)?.Items ?? [];
        foreach (var item in items.Where(item => !Pattern().IsMatch(item.Value)))
        {
            reading.Error(
                item.Location, $"invalid {what} file path {YamlScalars.Quote(item.Value)}",
                "only the last part of a path may hold `*`");
        }

        return [.. patterns.Select(reading.Resolve)];
    }

    private void CheckAgent(MappingReader mapping)
    {
        string[] sections = ["alerting", "rule_files", "remote_read"];
        foreach (var section in sections.Where(section => options.IsAgent && mapping.Take(section) is not null))
        {
            mapping.Error(section, $"field {section} is not allowed in agent mode");
        }
    }

    [GeneratedRegex(@"\A[^*]*(\*[^/]*)?\z")]
    private static partial Regex Pattern();
}
