using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// What the head holds. Lists are sorted by falling count and cut to the limit asked for.
/// </summary>
public sealed record HeadStatistics
{
    /// <summary>Series in the head.</summary>
    public required long SeriesCount { get; init; }

    /// <summary>Distinct pairs of label name and value in the head.</summary>
    public required long LabelPairCount { get; init; }

    /// <summary>Chunks in the head.</summary>
    public required long ChunkCount { get; init; }

    /// <summary>The oldest sample's time; null when the head is empty.</summary>
    public required TimestampMs? From { get; init; }

    /// <summary>The newest sample's time; null when the head is empty.</summary>
    public required TimestampMs? Through { get; init; }

    /// <summary>Series by metric name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> SeriesCountByMetricName { get; init; }

    /// <summary>Distinct values by label name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> ValueCountByLabelName { get; init; }

    /// <summary>Bytes of label names and values by label name, as if each series had its own.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> BytesByLabelName { get; init; }

    /// <summary>Series by <c>name=value</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> SeriesCountByLabelPair { get; init; }
}
