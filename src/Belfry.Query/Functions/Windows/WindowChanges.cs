using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary><c>changes</c> and <c>resets</c>: what is within the windows and between them.</summary>
internal sealed class WindowChanges(bool countsResets) : WindowFunction
{
    /// <inheritdoc/>
    internal override WindowParts Parts =>
        WindowParts.First | WindowParts.Last | (countsResets ? WindowParts.Resets : WindowParts.Changes);

    /// <inheritdoc/>
    protected override double Value(in RangeWindows windows, WindowTotals totals)
    {
        var inside = windows.Columns.Integers(countsResets ? WindowColumn.Resets : WindowColumn.Changes);
        var first = windows.Columns.Values(WindowColumn.First);
        var last = windows.Columns.Values(WindowColumn.Last);
        long count = 0;
        for (var index = windows.Low; index < windows.High; index++)
        {
            count += inside[index];
            if (index > windows.Low)
            {
                var (before, now) = (last[index - 1], first[index]);
                var differs = countsResets
                    ? now < before
                    : now != before && !(double.IsNaN(now) && double.IsNaN(before));
                count += differs ? 1 : 0;
            }
        }

        return count * windows.Scale;
    }
}
