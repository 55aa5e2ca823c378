using Belfry.Configuration.Alertmanager;

namespace Belfry.Alerting.Routing.Intervals;

/// <summary>Whether a moment lies in a configured period. Source: Alertmanager's <c>timeinterval</c> package.</summary>
internal static class TimePeriod
{
    /// <summary>True when the moment satisfies every list of the period that is not empty.</summary>
    internal static bool Contains(TimePeriodConfig period, DateTimeOffset moment)
    {
        var local = period.Location is { } zone ? TimeZoneInfo.ConvertTime(moment, zone) : moment.ToUniversalTime();
        var minute = (local.Hour * 60) + local.Minute;
        return (period.Times.Count == 0 || period.Times.Any(range => minute >= range.Begin && minute < range.End))
            && (period.DaysOfMonth.Count == 0 || period.DaysOfMonth.Any(range => ContainsDay(range, local)))
            && Contains(period.Months, local.Month)
            && Contains(period.Weekdays, (int)local.DayOfWeek)
            && Contains(period.Years, local.Year);
    }

    private static bool Contains(IReadOnlyList<InclusiveRange> ranges, int number) =>
        ranges.Count == 0 || ranges.Any(range => number >= range.Begin && number <= range.End);

    private static bool ContainsDay(InclusiveRange range, DateTimeOffset local)
    {
        var daysInMonth = DateTime.DaysInMonth(local.Year, local.Month);
        var begin = range.Begin < 0 ? daysInMonth + range.Begin + 1 : range.Begin;
        var end = range.End < 0 ? daysInMonth + range.End + 1 : range.End;

        // A range that begins after the month's last day is empty there; it is not moved to the last day.
        return begin <= daysInMonth && local.Day >= begin && local.Day <= end;
    }
}
