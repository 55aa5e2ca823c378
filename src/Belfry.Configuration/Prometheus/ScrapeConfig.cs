using Belfry.Configuration.Http;
using Belfry.Configuration.Yaml;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Prometheus;

/// <summary>
/// One job: which targets, how they are scraped, and what happens to the labels. Values of <c>global</c> are applied
/// already; the timeout is never greater than the interval.
/// </summary>
public sealed record ScrapeConfig
{
    /// <summary>
    /// What is offered to targets when neither the job nor <c>global</c> says; protobuf is not in it.
    /// </summary>
    public static IReadOnlyList<ScrapeProtocol> DefaultScrapeProtocols { get; } =
    [
        ScrapeProtocol.OpenMetricsText100, ScrapeProtocol.OpenMetricsText001,
        ScrapeProtocol.PrometheusText100, ScrapeProtocol.PrometheusText004,
    ];

    /// <summary>The job's name, unique, the value of the <c>job</c> label.</summary>
    public required string JobName { get; init; }

    /// <summary>Time between scrapes.</summary>
    public TimeSpan ScrapeInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a scrape may take.</summary>
    public TimeSpan ScrapeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// True to keep labels of the target that clash with ours; false renames them to <c>exported_…</c>.
    /// </summary>
    public bool HonorLabels { get; init; }

    /// <summary>True to use timestamps that the target gives.</summary>
    public bool HonorTimestamps { get; init; } = true;

    /// <summary>True to write stale markers even for series whose target gives timestamps.</summary>
    public bool TrackTimestampsStaleness { get; init; }

    /// <summary>Parameters of the scraped URL; several values each.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Params { get; init; } = [];

    /// <summary>Formats to offer, preferred first.</summary>
    public IReadOnlyList<ScrapeProtocol> ScrapeProtocols { get; init; } = DefaultScrapeProtocols;

    /// <summary>The format of answers whose content type is missing or unknown; null to fail them.</summary>
    public ScrapeProtocol? FallbackScrapeProtocol { get; init; }

    /// <summary>True to ingest native histograms.</summary>
    public bool ScrapeNativeHistograms { get; init; }

    /// <summary>True to ingest the classic form of a histogram that also has a native one.</summary>
    public bool AlwaysScrapeClassicHistograms { get; init; }

    /// <summary>True to turn classic histograms into native ones with custom buckets.</summary>
    public bool ConvertClassicHistogramsToNhcb { get; init; }

    /// <summary>True to write the additional series about each scrape.</summary>
    public bool ExtraScrapeMetrics { get; init; }

    /// <summary>The path of the scraped URL.</summary>
    public string MetricsPath { get; init; } = "/metrics";

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>True to ask for a compressed answer.</summary>
    public bool EnableCompression { get; init; } = true;

    /// <summary>The file to log failed scrapes to; empty for none.</summary>
    public string ScrapeFailureLogFile { get; init; } = "";

    /// <summary>Limits of each scrape.</summary>
    public ScrapeLimits Limits { get; init; } = new();

    /// <summary>Which names are accepted.</summary>
    public NameValidationScheme MetricNameValidationScheme { get; init; }

    /// <summary>How targets are asked to escape names.</summary>
    public NameEscapingScheme MetricNameEscapingScheme { get; init; }

    /// <summary>The HTTP client.</summary>
    public HttpClientConfig HttpClient { get; init; } = new();

    /// <summary>Steps on the labels of a target before it is scraped.</summary>
    public IReadOnlyList<RelabelConfig> RelabelConfigs { get; init; } = [];

    /// <summary>Steps on the labels of each sample.</summary>
    public IReadOnlyList<RelabelConfig> MetricRelabelConfigs { get; init; } = [];

    /// <summary>Targets that are listed.</summary>
    public IReadOnlyList<TargetGroupConfig> StaticConfigs { get; init; } = [];

    /// <summary>Targets that are listed in other files.</summary>
    public IReadOnlyList<FileSdConfig> FileSdConfigs { get; init; } = [];

    /// <summary>Where the job is written.</summary>
    public SourceLocation Location { get; init; }

    /// <summary>Discovery of kinds that have no record, as it was written.</summary>
    internal IReadOnlyList<KeyValuePair<string, YamlNode>> OtherDiscovery { get; init; } = [];

    /// <summary>As the status page shows it: defaults filled in, secrets hidden.</summary>
    public string ToYaml() => PrometheusYaml.Write(new PrometheusYaml(areSecretsShown: false).Scrape(this));

    /// <summary>
    /// A name of the configuration's meaning, secrets included: equal for two loads exactly when nothing changed.
    /// </summary>
    public string ToDigest() =>
        Digest.Of(PrometheusYaml.Write(new PrometheusYaml(areSecretsShown: true).Scrape(this)));
}
