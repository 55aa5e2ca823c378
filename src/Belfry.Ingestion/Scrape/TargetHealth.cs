namespace Belfry.Ingestion.Scrape;

/// <summary>What the last scrape says about a target.</summary>
public enum TargetHealth
{
    /// <summary>Not scraped yet.</summary>
    Unknown,

    /// <summary>The last scrape worked.</summary>
    Up,

    /// <summary>The last scrape failed.</summary>
    Down,
}
