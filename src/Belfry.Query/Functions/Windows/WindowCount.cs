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
    protected override double Value(in RangeWindows windows, WindowTotals totals) =>
        onlyPresence ? 1 : totals.SampleCount(windows.Low, windows.High) * windows.Scale;
}
