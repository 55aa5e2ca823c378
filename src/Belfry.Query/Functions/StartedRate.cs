using System.Buffers;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// <see cref="ExtrapolatedRate"/> of a counter that says since when it counts: a start between two samples is a reset,
/// and one between the start of a range and its first sample is a sample of zero, so that nothing has to be guessed
/// there, and one sample is enough.
/// </summary>
internal static class StartedRate
{
    internal static void Apply(ref RangeSamples windows, Span<double> results, ExtrapolatedRate rate)
    {
        var resets = ArrayPool<int>.Shared.Rent(windows.Values.Length);
        var resetCount = FindResets(windows, resets);
        var (firstReset, seen, overlap) = (0, 1, 0);
        while (windows.MoveNext())
        {
            while (seen < windows.High)
            {
                overlap = windows.OverlapsAt(seen) ? seen : overlap;
                seen++;
            }

            if (overlap > windows.Low)
            {
                windows.Remarks?.Warn(CounterStarts.OverlapText(windows.Remarks.MetricName));
            }

            while (firstReset < resetCount && resets[firstReset] <= windows.Low)
            {
                firstReset++;
            }

            results[windows.Step] = windows.Count == 0
                ? Presence.Absent
                : Value(windows, resets.AsSpan(firstReset, resetCount - firstReset), rate);
        }

        ArrayPool<int>.Shared.Return(resets);
    }

    // The resets are those behind the first sample of the range, also those behind its end.
    private static double Value(in RangeSamples windows, ReadOnlySpan<int> resets, ExtrapolatedRate rate)
    {
        var times = windows.Times;
        var values = windows.Values;
        var (low, last) = (windows.Low, windows.High - 1);
        var change = values[last] - values[low];
        foreach (var reset in resets)
        {
            if (reset > last)
            {
                break;
            }

            change += values[reset - 1];
        }

        var gaps = (times[low] - windows.StartMs, times[last] - times[low], windows.EndMs - times[last]);
        var start = windows.Starts[low];
        return CounterStarts.IsZeroKnown(start, windows.StartMs, times[low])
            ? (change + values[low]) * rate.FactorFromZero(gaps, last - low, times[low] - start, windows.RangeMs)
            : last == low ? Presence.Absent
            : change * rate.Factor(gaps, last - low, values[low], change, windows.RangeMs);
    }

    private static int FindResets(in RangeSamples windows, int[] resets)
    {
        var count = 0;
        var values = windows.Values;
        for (var index = 1; index < values.Length; index++)
        {
            if (values[index] < values[index - 1] || windows.IsResetByStart(index))
            {
                resets[count++] = index;
            }
        }

        return count;
    }
}
