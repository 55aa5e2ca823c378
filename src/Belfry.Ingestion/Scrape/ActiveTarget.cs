using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>A target as it is at one moment. Immutable.</summary>
public sealed record ActiveTarget
{
    /// <summary>The labels before relabelling.</summary>
    public required Labels DiscoveredLabels { get; init; }

    /// <summary>The labels of its series.</summary>
    public required Labels Labels { get; init; }

    /// <summary>The job it belongs to.</summary>
    public required string ScrapePool { get; init; }

    /// <summary>What is fetched.</summary>
    public required string ScrapeUrl { get; init; }

    /// <summary>The same as others reach it: a loopback host replaced by this server's outer one.</summary>
    public required string GlobalUrl { get; init; }

    /// <summary>Why the last scrape failed; empty when it did not.</summary>
    public required string LastError { get; init; }

    /// <summary>When the last scrape began; null before the first.</summary>
    public required DateTimeOffset? LastScrape { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan LastScrapeDuration { get; init; }

    /// <summary>What it says.</summary>
    public required TargetHealth Health { get; init; }

    /// <summary>Time between scrapes.</summary>
    public required TimeSpan ScrapeInterval { get; init; }

    /// <summary>How long a scrape may take.</summary>
    public required TimeSpan ScrapeTimeout { get; init; }
}
