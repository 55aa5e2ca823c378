using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary><c>min_over_time</c> and <c>max_over_time</c>.</summary>
internal sealed class WindowExtreme(bool isMax) : WindowFunction
{
    /// <inheritdoc/>
    internal override WindowParts Parts => isMax ? WindowParts.Max : WindowParts.Min;

    /// <inheritdoc/>
    protected override double Value(in RangeWindows windows, WindowTotals totals)
    {
        var column = windows.Columns.Values(isMax ? WindowColumn.Max : WindowColumn.Min);
        return isMax
            ? Reductions.Max.Reduce(column[windows.Low..windows.High])
            : Reductions.Min.Reduce(column[windows.Low..windows.High]);
    }
}
