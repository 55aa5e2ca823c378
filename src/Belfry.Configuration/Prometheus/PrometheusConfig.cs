using Belfry.Configuration.Rules;

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

    /// <summary>The file's text as it was read.</summary>
    public string OriginalText { get; init; } = "";
}
