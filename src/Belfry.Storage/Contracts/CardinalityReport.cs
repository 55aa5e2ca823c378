using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// Which labels make how many series. Lists are sorted by falling count, then by name, and cut to the limit asked for.
/// </summary>
public sealed record CardinalityReport
{
    /// <summary>The series that were selected.</summary>
    public required long SeriesCount { get; init; }

    /// <summary>Series by metric name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> SeriesCountByMetricName { get; init; }

    /// <summary>Distinct values by label name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> ValueCountByLabelName { get; init; }

    /// <summary>Series that have the label, by label name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> SeriesCountByLabelName { get; init; }

    /// <summary>Series by the value of the label that was asked for; empty when none was.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> SeriesCountByLabelValue { get; init; }

    /// <summary>
    /// All series made in memory, selected or not, by the hour that begins then; oldest first, at most 24 hours, the
    /// last one still running. Hours before the start of the process are not there.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<TimestampMs, long>> SeriesCreatedByHour { get; init; }
}
