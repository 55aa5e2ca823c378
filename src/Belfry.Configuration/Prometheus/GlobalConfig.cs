using Belfry.Model;

namespace Belfry.Configuration.Prometheus;

/// <summary>What holds for every job and rule group that does not say otherwise. Already applied to the jobs.</summary>
public sealed record GlobalConfig
{
    /// <summary>Time between scrapes.</summary>
    public TimeSpan ScrapeInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a scrape may take.</summary>
    public TimeSpan ScrapeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between evaluations of a rule group.</summary>
    public TimeSpan EvaluationInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How far before its time a rule group is evaluated.</summary>
    public TimeSpan RuleQueryOffset { get; init; }

    /// <summary>The file to log queries to; empty for none.</summary>
    public string QueryLogFile { get; init; } = "";

    /// <summary>The file to log failed scrapes to; empty for none.</summary>
    public string ScrapeFailureLogFile { get; init; } = "";

    /// <summary>Labels added when data or alerts leave this server, environment variables expanded.</summary>
    public Labels ExternalLabels { get; init; } = Labels.Empty;

    /// <summary>Formats to offer to targets, preferred first.</summary>
    public IReadOnlyList<ScrapeProtocol> ScrapeProtocols { get; init; } = ScrapeConfig.DefaultScrapeProtocols;

    /// <summary>Limits of scrapes.</summary>
    public ScrapeLimits Limits { get; init; } = new();

    /// <summary>Which names are accepted.</summary>
    public NameValidationScheme MetricNameValidationScheme { get; init; }

    /// <summary>How targets are asked to escape names.</summary>
    public NameEscapingScheme MetricNameEscapingScheme { get; init; }

    /// <summary>True to ingest native histograms.</summary>
    public bool ScrapeNativeHistograms { get; init; }

    /// <summary>True to turn classic histograms into native ones with custom buckets.</summary>
    public bool ConvertClassicHistogramsToNhcb { get; init; }

    /// <summary>True to ingest the classic form of a histogram that also has a native one.</summary>
    public bool AlwaysScrapeClassicHistograms { get; init; }

    /// <summary>True to write the additional series about each scrape.</summary>
    public bool ExtraScrapeMetrics { get; init; }
}
