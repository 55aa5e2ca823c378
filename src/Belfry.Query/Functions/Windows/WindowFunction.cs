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
        Fill(ref windows, state, results);
    }

    /// <summary>Whether it asks for counts of samples.</summary>
    protected virtual bool NeedsCounts => false;

    /// <summary>Writes one value for each step, absent where the range has no window.</summary>
    protected abstract void Fill(ref RangeWindows windows, WindowTotals totals, Span<double> results);
}
