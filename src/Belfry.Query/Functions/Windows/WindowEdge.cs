using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary>The first or the last sample of a range: its value, or its time in seconds.</summary>
internal sealed class WindowEdge(WindowColumn column) : WindowFunction
{
    /// <inheritdoc/>
    internal override WindowParts Parts => (WindowParts)(1 << (int)column);

    /// <inheritdoc/>
    protected override void Fill(ref RangeWindows windows, WindowTotals totals, Span<double> results)
    {
        var isTime = WindowColumns.IsInteger(column);
        var isFirst = column is WindowColumn.First or WindowColumn.FirstTime;
        var times = isTime ? windows.Columns.Integers(column) : [];
        var values = isTime ? [] : windows.Columns.Values(column);
        while (windows.MoveNext())
        {
            var index = isFirst ? windows.Low : windows.High - 1;
            results[windows.Step] = windows.Count == 0 ? Presence.Absent
                : isTime ? times[index] / 1000.0
                : values[index];
        }
    }
}
