using Belfry.Configuration.Alertmanager;
using Belfry.Configuration.Binding;
using Belfry.Configuration.House;
using Belfry.Configuration.Prometheus;
using Belfry.Configuration.Rules;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration;

/// <summary>
/// Loads Prometheus's and Alertmanager's files with everything that they name, and finds everything that is wrong, not
/// just the first. Holds no state between calls; safe to share between threads if the files are.
/// </summary>
public sealed class ConfigurationLoader
{
    private readonly IConfigurationFiles files;
    private readonly LoaderOptions options;

    /// <summary>A loader that reads through <paramref name="files"/>.</summary>
    public ConfigurationLoader(IConfigurationFiles files, LoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        this.files = files;
        this.options = options ?? new LoaderOptions();
    }

    /// <summary>Loads <c>prometheus.yml</c>, its rule files and its <c>scrape_config_files</c>.</summary>
    public LoadResult<PrometheusConfig> LoadPrometheus(string path)
    {
        var load = new FileSet(files);
        return load.TryRead(path, out var text) ? LoadPrometheus(load, path, text) : load.Failed<PrometheusConfig>();
    }

    /// <summary>The same from a text; paths in it are relative to the directory of <paramref name="path"/>.</summary>
    public LoadResult<PrometheusConfig> LoadPrometheus(string path, string text) =>
        LoadPrometheus(new FileSet(files), path, text);

    /// <summary>Loads one rule file, as <c>check rules</c> does.</summary>
    public LoadResult<RuleFileConfig> LoadRuleFile(
        string path, NameValidationScheme scheme = NameValidationScheme.Utf8)
    {
        var load = new FileSet(files);
        return load.TryRead(path, out var text) ? LoadRuleFile(load, path, text, scheme)
            : load.Failed<RuleFileConfig>();
    }

    /// <summary>The same from a text.</summary>
    public LoadResult<RuleFileConfig> LoadRuleFile(
        string path, string text, NameValidationScheme scheme = NameValidationScheme.Utf8) =>
        LoadRuleFile(new FileSet(files), path, text, scheme);

    /// <summary>Loads <c>alertmanager.yml</c>. Template files are not read.</summary>
    public LoadResult<AlertmanagerConfig> LoadAlertmanager(string path)
    {
        var load = new FileSet(files);
        return load.TryRead(path, out var text) ? LoadAlertmanager(load, path, text)
            : load.Failed<AlertmanagerConfig>();
    }

    /// <summary>The same from a text; paths in it are relative to the directory of <paramref name="path"/>.</summary>
    public LoadResult<AlertmanagerConfig> LoadAlertmanager(string path, string text) =>
        LoadAlertmanager(new FileSet(files), path, text);

    /// <summary>Loads Belfry's own file, <c>belfry.yml</c>.</summary>
    public LoadResult<BelfryConfig> LoadBelfry(string path)
    {
        var load = new FileSet(files);
        return load.TryRead(path, out var text) ? LoadBelfry(load, path, text) : load.Failed<BelfryConfig>();
    }

    /// <summary>The same from a text.</summary>
    public LoadResult<BelfryConfig> LoadBelfry(string path, string text) =>
        LoadBelfry(new FileSet(files), path, text);

    /// <summary>
    /// Reads the text of a file that <c>file_sd_configs</c> found: a YAML or JSON list of target groups.
    /// </summary>
    public LoadResult<IReadOnlyList<TargetGroupConfig>> LoadTargetGroups(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var load = new FileSet(files);
        var (reading, root) = load.Parse(path, text);
        var groups = new List<TargetGroupConfig>();
        if (root is not null && root.Kind != YamlNodeKind.Sequence)
        {
            ValueReader.Mismatch(reading, root, "[]*targetgroup.Group");
        }

        foreach (var node in root?.Items ?? [])
        {
            if (node.IsNull)
            {
                reading.Error(node.Location, $"nil target group item found (index {groups.Count})");
                continue;
            }

            groups.Add(DiscoveryReader.ReadGroup(reading, node, areUrlsAllowed: true));
        }

        return load.Result<IReadOnlyList<TargetGroupConfig>>(groups);
    }

    private LoadResult<PrometheusConfig> LoadPrometheus(FileSet load, string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (reading, root) = load.Parse(path, text);
        var reader = new PrometheusReader(reading, options);
        var config = reader.Read(root, text);
        if (load.HasSyntaxErrors)
        {
            return load.Failed<PrometheusConfig>();
        }

        var jobs = new List<ScrapeConfig>(config.ScrapeConfigs);
        foreach (var file in load.Expand(reading, reader.ScrapeConfigFilePatterns, "scrape_config_files"))
        {
            var (fileReading, fileRoot) = load.Parse(file.Path, file.Text);
            jobs.AddRange(reader.ReadScrapeConfigFile(fileReading, fileRoot));
        }

        var ruleFiles = new List<RuleFileConfig>();
        foreach (var file in load.Expand(reading, reader.RuleFilePatterns, "rule_files"))
        {
            ruleFiles.Add(ReadRuleFile(load, file.Path, file.Text, config.Global.MetricNameValidationScheme));
        }

        return load.Result(config with { ScrapeConfigs = jobs, RuleFiles = ruleFiles });
    }

    private static LoadResult<BelfryConfig> LoadBelfry(FileSet load, string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (reading, root) = load.Parse(path, text);
        return load.HasSyntaxErrors
            ? load.Failed<BelfryConfig>()
            : load.Result(BelfryReader.Read(reading, root));
    }

    private static LoadResult<RuleFileConfig> LoadRuleFile(
        FileSet load, string path, string text, NameValidationScheme scheme) =>
        load.Result(ReadRuleFile(load, path, text, scheme));

    private static RuleFileConfig ReadRuleFile(FileSet load, string path, string text, NameValidationScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (reading, root) = load.Parse(path, text);
        return new RuleFileReader(reading, scheme).Read(root, text);
    }

    private LoadResult<AlertmanagerConfig> LoadAlertmanager(FileSet load, string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (reading, root) = load.Parse(path, text);
        return load.HasSyntaxErrors
            ? load.Failed<AlertmanagerConfig>()
            : load.Result(new AlertmanagerReader(reading, options).Read(root, text));
    }
}
