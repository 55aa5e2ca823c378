using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary><c>changes</c> and <c>resets</c>: what is within the windows and between them.</summary>
internal sealed class WindowChanges(bool countsResets) : WindowFunction
{
    /// <inheritdoc/>
    internal override WindowParts Parts =>
        WindowParts.First | WindowParts.Last | (countsResets ? WindowParts.Resets : WindowParts.Changes);

    /// <inheritdoc/>
    protected override void Fill(ref RangeWindows windows, WindowTotals totals, Span<double> results)
    {
        var inside = windows.Columns.Integers(countsResets ? WindowColumn.Resets : WindowColumn.Changes);
        var first = windows.Columns.Values(WindowColumn.First);
        var last = windows.Columns.Values(WindowColumn.Last);
        while (windows.MoveNext())
        {
            var (low, count) = (windows.Low, windows.Count);
            results[windows.Step] = count == 0
                ? Presence.Absent
                : Count(inside.Slice(low, count), first.Slice(low, count), last.Slice(low, count)) * windows.Scale;
        }
    }

    private double Count(ReadOnlySpan<long> inside, ReadOnlySpan<double> first, ReadOnlySpan<double> last)
    {
        var count = inside[0];
        for (var index = 1; index < inside.Length; index++)
        {
            var (before, now) = (last[index - 1], first[index]);
            var differs = countsResets
                ? now < before
                : now != before && !(double.IsNaN(now) && double.IsNaN(before));
            count += inside[index] + (differs ? 1 : 0);
        }

        return count;
    }
}
