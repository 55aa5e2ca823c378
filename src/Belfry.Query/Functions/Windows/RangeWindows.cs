using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary>
/// Slides a range over the windows of one series, step by step; each of them has samples. An end of a range that lies
/// within a window is rounded down to the window's start, so that every window is in a range or out of it.
/// </summary>
internal ref struct RangeWindows
{
    private readonly RangeWindow window;
    private readonly TierEdges edges;
    private readonly bool isAligned;
    private WindowCursor low;
    private WindowCursor high;

    internal RangeWindows(WindowColumns columns, RangeWindow window, TierEdges edges)
    {
        Columns = columns;
        this.window = window;
        this.edges = edges;
        low = high = new WindowCursor(columns.EndsMs);
        isAligned = edges.AreAligned(window);
        Step = -1;
    }

    /// <summary>All windows.</summary>
    internal WindowColumns Columns { get; }

    /// <summary>The current step.</summary>
    internal int Step { get; private set; }

    /// <summary>The first window in the current range.</summary>
    internal readonly int Low => low.Index;

    /// <summary>One past the last window in the current range.</summary>
    internal readonly int High => high.Index;

    /// <summary>The number of windows in the current range.</summary>
    internal readonly int Count => high.Index - low.Index;

    /// <summary>The open start of the current range, rounded.</summary>
    internal long StartMs { get; private set; }

    /// <summary>The end of the current range, rounded.</summary>
    internal long EndMs { get; private set; }

    /// <summary>By what a total over the rounded range is multiplied to be one over the range.</summary>
    internal readonly double Scale =>
        EndMs - StartMs == window.RangeMs ? 1 : window.RangeMs / (double)(EndMs - StartMs);

    /// <summary>How many windows were in ranges so far, each as often as a range held it.</summary>
    internal long WindowsSeen { get; private set; }

    /// <summary>The most windows in one range so far.</summary>
    internal int CountMax { get; private set; }

    /// <summary>Moves to the next step; false after the last.</summary>
    internal bool MoveNext()
    {
        if (++Step >= window.Grid.Count)
        {
            return false;
        }

        EndMs = window.EndAt(Step);
        StartMs = EndMs - window.RangeMs;
        if (!isAligned)
        {
            Round();
        }

        high.MoveBehind(EndMs);
        low.MoveBehind(StartMs);
        WindowsSeen += Count;
        CountMax = Math.Max(CountMax, Count);
        return true;
    }

    private void Round()
    {
        (StartMs, EndMs) = (edges.Floor(StartMs), edges.Floor(EndMs));
        if (StartMs >= EndMs)
        {
            // The range lies within one window: it becomes the window before, as its end does.
            StartMs = EndMs - Math.Max(1, edges.ResolutionAt(EndMs));
        }
    }
}
