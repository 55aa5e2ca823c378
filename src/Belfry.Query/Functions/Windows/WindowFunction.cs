using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary>
/// Computes a function of a range vector from windows of samples instead of samples. Without state, so one instance
/// serves all threads.
/// </summary>
internal abstract class WindowFunction
{
    /// <summary>The columns that it reads.</summary>
    internal abstract WindowParts Parts { get; }

    /// <summary>Writes one value for each step to <paramref name="results"/>, absent where there is none.</summary>
    internal void Apply(ref RangeWindows windows, Span<double> results)
    {
        using var state = NeedsCounts || (Parts & WindowParts.Lost) != 0
            ? new WindowTotals(windows.Columns, Parts)
            : default;
        while (windows.MoveNext())
        {
            results[windows.Step] = windows.Count == 0 ? Presence.Absent : Value(in windows, state);
        }
    }

    /// <summary>Whether it asks for counts of samples.</summary>
    protected virtual bool NeedsCounts => false;

    /// <summary>The value of the current range, which has a window.</summary>
    protected abstract double Value(in RangeWindows windows, WindowTotals totals);
}
