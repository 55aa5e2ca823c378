namespace Belfry.Ingestion.Scrape;

/// <summary>What the last scrape of a target gave. Immutable; the loop swaps it whole.</summary>
internal sealed record TargetState(
    TargetHealth Health, string LastError, DateTimeOffset? LastScrape, TimeSpan LastScrapeDuration)
{
    internal static TargetState Unknown { get; } = new(TargetHealth.Unknown, "", null, TimeSpan.Zero);
}
