using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Prometheus;

/// <summary>Alertmanagers that alerts are sent to, all of them.</summary>
public sealed record AlertmanagersConfig
{
    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>What stands before <c>/api/v2/alerts</c>.</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>How long sending may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The HTTP client.</summary>
    public HttpClientConfig HttpClient { get; init; } = new();

    /// <summary>Steps on the labels of a discovered Alertmanager.</summary>
    public IReadOnlyList<RelabelConfig> RelabelConfigs { get; init; } = [];

    /// <summary>Steps on the labels of alerts before they go to these Alertmanagers.</summary>
    public IReadOnlyList<RelabelConfig> AlertRelabelConfigs { get; init; } = [];

    /// <summary>Alertmanagers that are listed.</summary>
    public IReadOnlyList<TargetGroupConfig> StaticConfigs { get; init; } = [];

    /// <summary>Alertmanagers that are listed in other files.</summary>
    public IReadOnlyList<FileSdConfig> FileSdConfigs { get; init; } = [];

    /// <summary>Where it is written.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>Discovery of kinds that have no record, as it was written.</summary>
    internal IReadOnlyList<KeyValuePair<string, YamlNode>> OtherDiscovery { get; init; } = [];

    /// <summary>
    /// A name of the configuration's meaning, secrets included: equal for two loads exactly when nothing changed.
    /// </summary>
    public string ToDigest() =>
        Digest.Of(PrometheusYaml.Write(new PrometheusYaml(areSecretsShown: true).Alertmanagers(this)));
}
