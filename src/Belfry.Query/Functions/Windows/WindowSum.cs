using Belfry.Query.Engine;
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
    protected override void Fill(ref RangeWindows windows, WindowTotals totals, Span<double> results)
    {
        var column = windows.Columns.Values(WindowColumn.Sum);
        while (windows.MoveNext())
        {
            var range = column[windows.Low..windows.High];
            results[windows.Step] = range.IsEmpty ? Presence.Absent
                : isAverage ? Reductions.Sum.Reduce(range) / totals.SampleCount(windows.Low, windows.High)
                : Reductions.Sum.Reduce(range) * windows.Scale;
        }
    }
}
