namespace Belfry.Ingestion.Scrape;

/// <summary>What the host tells the scraper about this process.</summary>
public sealed record ScrapeOptions
{
    /// <summary>The version in the <c>User-Agent</c> of every scrape.</summary>
    public string Version { get; init; } = "0.0.0";

    /// <summary>Whether the store keeps exemplars; else they are not even read.</summary>
    public bool KeepsExemplars { get; init; }

    /// <summary>Shifts all scrapes in their intervals, so that two servers do not scrape at the same moment.</summary>
    public ulong OffsetSeed { get; init; }

    /// <summary>Where people reach this server; null when unknown.</summary>
    public Uri? ExternalUrl { get; init; }

    /// <summary>Where this server listens, <c>host:port</c>; empty when unknown.</summary>
    public string ListenAddress { get; init; } = "";
}
