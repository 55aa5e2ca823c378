using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary><c>min_over_time</c> and <c>max_over_time</c>.</summary>
internal sealed class WindowExtreme(bool isMax) : WindowFunction
{
    /// <inheritdoc/>
    internal override WindowParts Parts => isMax ? WindowParts.Max : WindowParts.Min;

    /// <inheritdoc/>
    protected override void Fill(ref RangeWindows windows, WindowTotals totals, Span<double> results)
    {
        var column = windows.Columns.Values(isMax ? WindowColumn.Max : WindowColumn.Min);
        while (windows.MoveNext())
        {
            var range = column[windows.Low..windows.High];
            results[windows.Step] = range.IsEmpty ? Presence.Absent
                : isMax ? Reductions.Max.Reduce(range)
                : Reductions.Min.Reduce(range);
        }
    }
}
