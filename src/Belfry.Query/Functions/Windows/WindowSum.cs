using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary><c>sum_over_time</c> and <c>avg_over_time</c>.</summary>
internal sealed class WindowSum(bool isAverage) : WindowFunction
{
    /// <inheritdoc/>
    internal override WindowParts Parts => WindowParts.Sum;

    /// <inheritdoc/>
    protected override bool NeedsCounts => isAverage;

    /// <inheritdoc/>
    protected override double Value(in RangeWindows windows, WindowTotals totals)
    {
        var sum = default(CompensatedSum);
        foreach (var value in windows.Columns.Values(WindowColumn.Sum)[windows.Low..windows.High])
        {
            sum.Add(value);
        }

        return isAverage
            ? sum.Total / totals.SampleCount(windows.Low, windows.High)
            : sum.Total * windows.Scale;
    }
}
