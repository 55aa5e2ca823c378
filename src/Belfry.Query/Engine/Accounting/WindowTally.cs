using System.Buffers;
using System.Collections;
using Belfry.Model.Histograms;
using Belfry.Query.Functions.Windows;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Accounting;

/// <summary>
/// Counts the samples in the ranges of a range vector: how many are used at each step, how many of them are new there,
/// and what each series holds at most and at last. Each row is counted once. Thread-safe while rows are counted.
/// </summary>
internal sealed class WindowTally
{
    private readonly Lock tallyLock = new();
    private BitArray? taken;
    private long[] mostHeld = [];
    private long[] lastHeld = [];
    private long[] outputs = [];
    private long[] used = [];
    private long[] read = [];

    /// <summary>The number of series.</summary>
    internal int Rows => mostHeld.Length;

    /// <summary>Samples in all ranges of a step.</summary>
    internal long Used(int step) => used.Length == 0 ? 0 : used[step];

    /// <summary>Of these, the ones that no range of the step before reached; all at the first.</summary>
    internal long Read(int step) => read.Length == 0 ? 0 : read[step];

    /// <summary>The most samples that one range of a series has.</summary>
    internal long MostHeld(int row) => mostHeld[row];

    /// <summary>The samples in the last range of a series.</summary>
    internal long LastHeld(int row) => lastHeld[row];

    /// <summary>What a series gives over all steps.</summary>
    internal long Output(int row) => outputs[row];

    /// <summary>Counts a row.</summary>
    internal void Count(
        int row, int rows, SampleColumns columns, RangeWindow window, ReadOnlySpan<double> values,
        HistogramRow histograms)
    {
        var steps = window.Grid.Count;
        var counts = ArrayPool<long>.Shared.Rent(2 * steps);
        var usedAt = counts.AsSpan(0, steps);
        var readAt = counts.AsSpan(steps, steps);
        if (columns.HasHistograms)
        {
            var sizes = ArrayPool<long>.Shared.Rent(columns.Count + 1);
            Sum(columns, sizes);
            Slide(columns.TimestampsMs, sizes, window, usedAt, readAt);
            ArrayPool<long>.Shared.Return(sizes);
        }
        else
        {
            Slide(columns.TimestampsMs, [], window, usedAt, readAt);
        }

        Add(row, rows, usedAt, readAt, Presence.Count(values) + HistogramWeight.Excess(histograms));
        ArrayPool<long>.Shared.Return(counts);
    }

    /// <summary>Counts a row that is made of windows, each of which counts as one sample.</summary>
    internal void Count(
        int row, int rows, WindowColumns columns, RangeWindow window, TierEdges edges, ReadOnlySpan<double> values)
    {
        var steps = window.Grid.Count;
        var counts = ArrayPool<long>.Shared.Rent(2 * steps);
        var usedAt = counts.AsSpan(0, steps);
        var readAt = counts.AsSpan(steps, steps);
        var ranges = new RangeWindows(columns, window, edges);
        var seen = 0;
        while (ranges.MoveNext())
        {
            usedAt[ranges.Step] = ranges.Count;
            readAt[ranges.Step] = ranges.High - Math.Max(ranges.Low, Math.Min(seen, ranges.High));
            seen = ranges.High;
        }

        Add(row, rows, usedAt, readAt, Presence.Count(values));
        ArrayPool<long>.Shared.Return(counts);
    }

    /// <summary>Counts a row of a range vector that is itself the answer, so at one step.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="held">The samples it takes to compute it.</param>
    /// <param name="given">The samples it gives.</param>
    internal void Count(int row, int rows, long held, long given)
    {
        Add(row, rows, [given], [given], 0);
        mostHeld[row] = held;
    }

    // sizes[i] becomes what the first i samples weigh.
    private static void Sum(SampleColumns columns, long[] sizes)
    {
        sizes[0] = 0;
        for (var index = 0; index < columns.Count; index++)
        {
            var histogram = columns.Histograms[index];
            sizes[index + 1] = sizes[index] + (histogram is null ? 1 : HistogramWeight.Samples(histogram.ToFloat()));
        }
    }

    private static void Slide(
        ReadOnlySpan<long> times, ReadOnlySpan<long> sizes, RangeWindow window, Span<long> used, Span<long> read)
    {
        var stride = window.StrideMs;
        var (low, fresh, high) = (0, 0, 0);
        for (var step = 0; step < used.Length; step++)
        {
            var end = window.EndAt(step);
            high = Past(times, high, end);
            low = Past(times, low, end - window.RangeMs);
            fresh = step == 0 ? low : Math.Max(low, Past(times, fresh, end - stride));
            used[step] = Size(sizes, low, high);
            read[step] = step > 0 && stride == 0 ? 0 : Size(sizes, fresh, high);
        }
    }

    private static int Past(ReadOnlySpan<long> times, int index, long timeMs)
    {
        while (index < times.Length && times[index] <= timeMs)
        {
            index++;
        }

        return index;
    }

    private static long Size(ReadOnlySpan<long> sizes, int from, int through) =>
        sizes.IsEmpty ? through - from : sizes[through] - sizes[from];

    private void Add(int row, int rows, ReadOnlySpan<long> usedAt, ReadOnlySpan<long> readAt, long output)
    {
        lock (tallyLock)
        {
            if (taken is null)
            {
                taken = new BitArray(rows);
                (mostHeld, lastHeld, outputs) = (new long[rows], new long[rows], new long[rows]);
                (used, read) = (new long[usedAt.Length], new long[usedAt.Length]);
            }

            if (taken[row])
            {
                return;
            }

            taken[row] = true;
            outputs[row] = output;
            for (var step = 0; step < usedAt.Length; step++)
            {
                used[step] += usedAt[step];
                read[step] += readAt[step];
                mostHeld[row] = Math.Max(mostHeld[row], usedAt[step]);
            }

            lastHeld[row] = usedAt.IsEmpty ? 0 : usedAt[^1];
        }
    }
}
