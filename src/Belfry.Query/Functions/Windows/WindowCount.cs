using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary><c>count_over_time</c> and <c>present_over_time</c>.</summary>
internal sealed class WindowCount(bool onlyPresence) : WindowFunction
{
    /// <inheritdoc/>
    internal override WindowParts Parts => WindowParts.SampleCount;

    /// <inheritdoc/>
    protected override bool NeedsCounts => true;

    /// <inheritdoc/>
    protected override void Fill(ref RangeWindows windows, WindowTotals totals, Span<double> results)
    {
        while (windows.MoveNext())
        {
            results[windows.Step] = windows.Count == 0 ? Presence.Absent
                : onlyPresence ? 1
                : totals.SampleCount(windows.Low, windows.High) * windows.Scale;
        }
    }
}
