namespace Belfry.Configuration.Prometheus;

/// <summary>What happens to alerts that rules fire.</summary>
public sealed record AlertingConfig
{
    /// <summary>Steps on the labels of every alert.</summary>
    public IReadOnlyList<RelabelConfig> AlertRelabelConfigs { get; init; } = [];

    /// <summary>Where alerts are sent.</summary>
    public IReadOnlyList<AlertmanagersConfig> Alertmanagers { get; init; } = [];
}
