using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Routing.Intervals;

/// <summary>The named time intervals of a configuration. Immutable.</summary>
internal sealed class TimeIntervals(IEnumerable<TimeIntervalConfig> intervals)
{
    private readonly Dictionary<string, TimeIntervalConfig> intervals =
        intervals.ToDictionary(interval => interval.Name, StringComparer.Ordinal);

    /// <summary>
    /// Those of <paramref name="names"/> that contain the moment, in order; names that do not exist contain none.
    /// </summary>
    internal IReadOnlyList<string> Containing(IReadOnlyList<string> names, DateTimeOffset moment) =>
        names.Count == 0
            ? []
            : [.. names.Where(name => intervals.TryGetValue(name, out var interval) &&
                interval.Periods.Any(period => TimePeriod.Contains(period, moment)))];
}
