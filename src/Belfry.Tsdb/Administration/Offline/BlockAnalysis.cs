using Belfry.Storage.Blocks;

namespace Belfry.Tsdb.Administration.Offline;

/// <summary>
/// A block's series counted by their labels. Lists are sorted by falling count, then by name, and cut to the limit
/// asked for.
/// </summary>
public sealed record BlockAnalysis
{
    /// <summary>The block.</summary>
    public required BlockManifest Manifest { get; init; }

    /// <summary>The series that were looked at.</summary>
    public required long SeriesCount { get; init; }

    /// <summary>Distinct label names on them.</summary>
    public required long LabelNameCount { get; init; }

    /// <summary>Distinct pairs of name and value on them.</summary>
    public required long LabelPairCount { get; init; }

    /// <summary>Pairs on all of them together.</summary>
    public required long PostingsEntryCount { get; init; }

    /// <summary>How many whole blocks of time the series with a pair do not cover, by <c>name=value</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> ChurnByLabelPair { get; init; }

    /// <summary>How many whole blocks of time the series with a label do not cover, by label name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> ChurnByLabelName { get; init; }

    /// <summary>Series by <c>name=value</c>.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> SeriesCountByLabelPair { get; init; }

    /// <summary>Bytes of all distinct values by label name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> ValueBytesByLabelName { get; init; }

    /// <summary>Distinct values by label name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> ValueCountByLabelName { get; init; }

    /// <summary>Series by metric name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> SeriesCountByMetricName { get; init; }

    /// <summary>The chunks of floats that were read; empty when chunks were not asked for.</summary>
    public required IReadOnlyList<(int SampleCount, int SizeBytes)> FloatChunks { get; init; }

    /// <summary>The chunks of native histograms that were read, as above, with all their buckets.</summary>
    public required IReadOnlyList<(int SampleCount, int SizeBytes, int BucketCount)> HistogramChunks { get; init; }
}
