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
    protected override void Fill(ref RangeWindows windows, WindowTotals totals, Span<double> results)
    {
        var first = windows.Columns.Values(WindowColumn.First);
        var last = windows.Columns.Values(WindowColumn.Last);
        var firstTimes = windows.Columns.Integers(WindowColumn.FirstTime);
        var lastTimes = windows.Columns.Integers(WindowColumn.LastTime);
        var resets = new WindowResets(windows.Columns, totals.Resets);
        while (windows.MoveNext())
        {
            var (low, high) = (windows.Low, windows.High);
            var intervals = totals.SampleCount(low, high) - 1;
            if (intervals < 1)
            {
                results[windows.Step] = Presence.Absent;
                continue;
            }

            var change = resets.AddTo(last[high - 1] - first[low], low, high);
            var (startMs, firstMs) = (windows.StartMs, firstTimes[low]);
            var (endMs, lastMs) = (windows.EndMs, lastTimes[high - 1]);
            var gaps = (firstMs - startMs, lastMs - firstMs, endMs - lastMs);
            var factor = onSamples.Factor(gaps, (int)intervals, first[low], change, endMs - startMs);
            results[windows.Step] = isRate ? change * factor : change * factor * windows.Scale;
        }
    }
}
