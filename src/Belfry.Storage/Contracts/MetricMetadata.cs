using Belfry.Model.Metrics;

namespace Belfry.Storage.Contracts;

/// <summary>What a target declares about a metric family.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Help">Its help text; may be empty.</param>
/// <param name="Unit">Its unit; may be empty.</param>
public sealed record MetricMetadata(MetricType Type, string Help, string Unit);
