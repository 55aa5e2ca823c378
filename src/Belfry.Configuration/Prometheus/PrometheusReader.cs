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

    /// <summary>The patterns of <c>rule_files</c>, resolved.</summary>
    internal IReadOnlyList<FilePattern> RuleFilePatterns { get; private set; } = [];

    /// <summary>The patterns of <c>scrape_config_files</c>, resolved.</summary>
    internal IReadOnlyList<FilePattern> ScrapeConfigFilePatterns { get; private set; } = [];

    internal PrometheusConfig Read(YamlNode? root, string text)
    {
        var mapping = new MappingReader(reading, root, "config.plain", "prometheus.yml");
        global = GlobalReader.Read(mapping.Section("global", "config.plain"), options, out globalProtocols);
        RuleFilePatterns = ReadPatterns(mapping, "rule_files", "rule");
        var scrapeConfigs = ReadJobs(reading, mapping, "main config file");
        var alerting = new AlertingReader(reading, global.MetricNameValidationScheme, options)
            .Read(mapping.Section("alerting", "config.plain"));
        var config = new PrometheusConfig
        {
            Global = global,
            RuleFilePatterns = [.. RuleFilePatterns.Select(pattern => pattern.Path)],
            ScrapeConfigs = scrapeConfigs,
            Alerting = alerting,
            Storage = StorageReader.Read(mapping.Section("storage", "config.plain")),
            Unbuilt = new UnbuiltReader(reading, global.MetricNameValidationScheme).Check(mapping),
            OriginalText = text,
        };
        ScrapeConfigFilePatterns = ReadPatterns(mapping, "scrape_config_files", "scrape config");
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

    private IReadOnlyList<FilePattern> ReadPatterns(MappingReader mapping, string key, string what) =>
        mapping.List(key, "[]string", item =>
        {
            if (ValueReader.Text(reading, item) is not { } text)
            {
                return null;
            }

            if (Pattern().IsMatch(text))
            {
                return new FilePattern(reading.Resolve(text), item.Location);
            }

            reading.Error(
                item.Location, $"invalid {what} file path {YamlScalars.Quote(text)}",
                "only the last part of a path may hold `*`");
            return null;
        });

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
