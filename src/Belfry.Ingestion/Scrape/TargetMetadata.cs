using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Ingestion.Scrape;

/// <summary>What one target declares about one metric family.</summary>
/// <param name="Target">The labels of the target's series.</param>
/// <param name="Metric">The family's name.</param>
/// <param name="Metadata">What it declares.</param>
public sealed record TargetMetadata(Labels Target, string Metric, MetricMetadata Metadata);
