using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary>
/// <c>rate</c>, <c>increase</c> and <c>delta</c> as <see cref="ExtrapolatedRate"/> computes them, from the first and
/// last samples of windows and what counters lost to resets: the same answer, bit for bit, where ranges end with
/// windows.
/// </summary>
internal sealed class WindowRate(bool isCounter, bool isRate) : WindowFunction
{
    private readonly ExtrapolatedRate onSamples = new(isCounter, isRate);

    /// <inheritdoc/>
    internal override WindowParts Parts =>
        WindowParts.First | WindowParts.FirstTime | WindowParts.Last | WindowParts.LastTime
        | (isCounter ? WindowParts.Lost : WindowParts.None);

    /// <inheritdoc/>
    protected override bool NeedsCounts => true;

    /// <inheritdoc/>
    protected override double Value(in RangeWindows windows, WindowTotals totals)
    {
        var (low, last) = (windows.Low, windows.High - 1);
        var intervals = totals.SampleCount(low, windows.High) - 1;
        if (intervals < 1)
        {
            return Presence.Absent;
        }

        var columns = windows.Columns;
        var firstValue = columns.Values(WindowColumn.First)[low];
        var change = columns.Values(WindowColumn.Last)[last] - firstValue;
        change = isCounter ? WithLost(change, in windows, totals.Resets) : change;
        var firstMs = columns.Integers(WindowColumn.FirstTime)[low];
        var lastMs = columns.Integers(WindowColumn.LastTime)[last];
        var gaps = (firstMs - windows.StartMs, lastMs - firstMs, windows.EndMs - lastMs);
        var factor = onSamples.Factor(gaps, (int)intervals, firstValue, change, windows.EndMs - windows.StartMs);
        return isRate ? change * factor : change * factor * windows.Scale;
    }

    private static double WithLost(double change, in RangeWindows windows, ReadOnlySpan<int> resets)
    {
        if (resets.IsEmpty)
        {
            return change;
        }

        var lost = windows.Columns.Values(WindowColumn.Lost);
        var first = windows.Columns.Values(WindowColumn.First);
        var last = windows.Columns.Values(WindowColumn.Last);
        var next = resets.BinarySearch(windows.Low);
        for (next = next < 0 ? ~next : next; next < resets.Length && resets[next] < windows.High; next++)
        {
            var index = resets[next];
            change += index > windows.Low && first[index] < last[index - 1] ? last[index - 1] : 0;
            change += lost[index];
        }

        return change;
    }
}
