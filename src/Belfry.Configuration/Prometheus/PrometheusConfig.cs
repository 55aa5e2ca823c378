using Belfry.Configuration.Rules;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Prometheus;

/// <summary>A whole <c>prometheus.yml</c> with its rule files, valid, defaults filled in.</summary>
public sealed record PrometheusConfig
{
    /// <summary>What holds for all jobs and groups.</summary>
    public GlobalConfig Global { get; init; } = new();

    /// <summary>The patterns of <c>rule_files</c>, resolved against the file's directory.</summary>
    public IReadOnlyList<string> RuleFilePatterns { get; init; } = [];

    /// <summary>The rule files that the patterns found, in order, each once.</summary>
    public IReadOnlyList<RuleFileConfig> RuleFiles { get; init; } = [];

    /// <summary>The jobs, those of <c>scrape_config_files</c> included; names are unique.</summary>
    public IReadOnlyList<ScrapeConfig> ScrapeConfigs { get; init; } = [];

    /// <summary>Where alerts go.</summary>
    public AlertingConfig Alerting { get; init; } = new();

    /// <summary>Settings of the store.</summary>
    public StorageConfig Storage { get; init; } = new();

    /// <summary>The file's text as it was read. It may hold secrets: never show it.</summary>
    public string OriginalText { get; init; } = "";

    /// <summary>The sections that are checked but not done, as they were written.</summary>
    internal IReadOnlyList<KeyValuePair<string, YamlNode>> Unbuilt { get; init; } = [];

    /// <summary>
    /// The effective configuration as YAML, as <c>/api/v1/status/config</c> shows it: defaults filled in, secrets as
    /// <c>&lt;secret&gt;</c>. Loading it again gives the same configuration, secrets aside.
    /// </summary>
    public string ToYaml() => PrometheusYaml.Write(new PrometheusYaml(areSecretsShown: false).Config(this));

    /// <summary>The same as <see cref="ToYaml"/>, so that a log line cannot show a secret.</summary>
    public override string ToString() => ToYaml();
}
