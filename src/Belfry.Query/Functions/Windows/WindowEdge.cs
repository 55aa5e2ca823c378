using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary>The first or the last sample of a range: its value, or its time in seconds.</summary>
internal sealed class WindowEdge(WindowColumn column) : WindowFunction
{
    /// <inheritdoc/>
    internal override WindowParts Parts => (WindowParts)(1 << (int)column);

    /// <inheritdoc/>
    protected override double Value(in RangeWindows windows, WindowTotals totals)
    {
        var index = column is WindowColumn.First or WindowColumn.FirstTime ? windows.Low : windows.High - 1;
        return WindowColumns.IsInteger(column)
            ? windows.Columns.Integers(column)[index] / 1000.0
            : windows.Columns.Values(column)[index];
    }
}
