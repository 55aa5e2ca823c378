namespace Belfry.Query.Functions;

/// <summary>
/// What two samples in a row tell by since when they count; all in milliseconds, a start of zero is not known. Source:
/// prometheus <c>promql/functions.go</c>, <c>isStartTimestampReset</c> and <c>checkStartTimeOverlap</c>.
/// </summary>
internal static class CounterStarts
{
    /// <summary>Whether the counter began anew between the two.</summary>
    internal static bool IsReset(long startBefore, long timeBefore, long start, long time)
    {
        if (start == 0 || start >= time || start < timeBefore)
        {
            return false;
        }

        // One that begins at the very sample before is a delta, unless of that sample the start was not known, or
        // makes no sense: then it is a counter that has been running for longer than is known.
        return start > timeBefore || (startBefore != 0 && startBefore < timeBefore);
    }

    /// <summary>Whether the second counts what the first one counted, too, though both do not begin together.</summary>
    internal static bool Overlap(long startBefore, long timeBefore, long start) =>
        start != 0 && start < timeBefore && start != startBefore;

    /// <summary>Whether a counter stood at zero within a range, before its first sample there.</summary>
    /// <param name="start">Since when that sample counts.</param>
    /// <param name="openMs">The open start of the range.</param>
    /// <param name="firstMs">When the sample was taken.</param>
    internal static bool IsZeroKnown(long start, long openMs, long firstMs) =>
        start != 0 && start > openMs && start < firstMs;

    /// <summary>The remark on samples that overlap.</summary>
    internal static string OverlapText(string metricName) =>
        "sample has start time that overlaps with previous sample timestamp for metric "
        + Model.QuotedText.Quote(metricName);
}
