using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>A target that relabelling dropped.</summary>
/// <param name="DiscoveredLabels">The labels before relabelling.</param>
/// <param name="ScrapePool">The job it would belong to.</param>
public sealed record DroppedTarget(Labels DiscoveredLabels, string ScrapePool);
