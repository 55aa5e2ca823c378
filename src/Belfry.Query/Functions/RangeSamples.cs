using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// Slides a range over the samples of one series, step by step: <c>Times[n]</c> strictly rising, <c>Values[n]</c>, none
/// stale. Both ends only move forward, so one series costs one pass, whatever the overlap of ranges.
/// </summary>
internal ref struct RangeSamples
{
    private readonly RangeWindow window;
    private readonly long strideMs;
    private long endMs;
    private int low;
    private int high;

    internal RangeSamples(ReadOnlySpan<long> times, ReadOnlySpan<double> values, RangeWindow window)
    {
        Times = times;
        Values = values;
        this.window = window;
        strideMs = window.StrideMs;
        endMs = window.EndAt(0) - strideMs;
        Step = -1;
    }

    /// <summary>The times of all samples, in milliseconds.</summary>
    internal ReadOnlySpan<long> Times { get; }

    /// <summary>The values of all samples.</summary>
    internal ReadOnlySpan<double> Values { get; }

    /// <summary>Since when each sample counts, zero where it is not known; empty when it is of none.</summary>
    internal ReadOnlySpan<long> Starts { get; init; }

    /// <summary>Where remarks go; there while starts are known.</summary>
    internal RangeRemarks? Remarks { get; init; }

    /// <summary>Whether of any sample it is known since when it counts.</summary>
    internal readonly bool HasStarts => !Starts.IsEmpty;

    /// <summary>The current step.</summary>
    internal int Step { get; private set; }

    /// <summary>The first sample in the current range.</summary>
    internal readonly int Low => low;

    /// <summary>One past the last sample in the current range.</summary>
    internal readonly int High => high;

    /// <summary>The number of samples in the current range.</summary>
    internal readonly int Count => high - low;

    /// <summary>The values in the current range.</summary>
    internal readonly ReadOnlySpan<double> Current => Values[low..high];

    /// <summary>The open start of the current range.</summary>
    internal readonly long StartMs => EndMs - window.RangeMs;

    /// <summary>The end of the current range.</summary>
    internal readonly long EndMs => endMs;

    /// <summary>How far the range moves from one step to the next.</summary>
    internal readonly long StrideMs => strideMs;

    /// <summary>The evaluation time of the current step.</summary>
    internal readonly long StepMs => window.Grid.TimeAt(Step);

    /// <summary>The length of the range.</summary>
    internal readonly long RangeMs => window.RangeMs;

    /// <summary>How many samples were in ranges so far, each as often as a range held it.</summary>
    internal long SamplesSeen { get; private set; }

    /// <summary>The most samples in one range so far.</summary>
    internal int CountMax { get; private set; }

    /// <summary>Notes what was seen by whoever moved through all ranges without <see cref="MoveNext"/>.</summary>
    internal void Complete(long samplesSeen, int countMax) => (SamplesSeen, CountMax) = (samplesSeen, countMax);

    /// <summary>
    /// Whether a sample, not the first, says that the counter began anew since the one before; false where nothing is
    /// known.
    /// </summary>
    internal readonly bool IsResetByStart(int index) =>
        HasStarts && CounterStarts.IsReset(Starts[index - 1], Times[index - 1], Starts[index], Times[index]);

    /// <summary>Whether a sample, not the first, counts what the one before counted, too. Only with starts.</summary>
    internal readonly bool OverlapsAt(int index) =>
        CounterStarts.Overlap(Starts[index - 1], Times[index - 1], Starts[index]);

    /// <summary>Moves to the next step; false after the last.</summary>
    internal bool MoveNext()
    {
        if (++Step >= window.Grid.Count)
        {
            return false;
        }

        var end = endMs += strideMs;
        var start = end - window.RangeMs;
        var times = Times;
        while (high < times.Length && times[high] <= end)
        {
            high++;
        }

        while (low < high && times[low] <= start)
        {
            low++;
        }

        SamplesSeen += high - low;
        CountMax = Math.Max(CountMax, high - low);
        return true;
    }
}
