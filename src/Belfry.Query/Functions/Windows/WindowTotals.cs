using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions.Windows;

/// <summary>
/// What is found once for the windows of a series: running counts, and where a counter was reset. Owned by one call.
/// The default value has neither.
/// </summary>
internal readonly ref struct WindowTotals
{
    private readonly long[]? counts;
    private readonly int[]? resets;
    private readonly int resetCount;

    internal WindowTotals(WindowColumns windows, WindowParts parts)
    {
        counts = ArrayPool<long>.Shared.Rent(windows.Count + 1);
        long total = 0;
        counts[0] = 0;
        var column = windows.Integers(WindowColumn.SampleCount);
        var running = counts.AsSpan(1, column.Length);
        for (var index = 0; index < column.Length; index++)
        {
            total += column[index];
            running[index] = total;
        }

        if ((parts & WindowParts.Lost) != 0)
        {
            resets = ArrayPool<int>.Shared.Rent(Math.Max(1, windows.Count));
            resetCount = FindResets(windows, resets);
        }
    }

    /// <summary>The windows in or before which a counter was reset, rising.</summary>
    internal ReadOnlySpan<int> Resets => resets.AsSpan(0, resetCount);

    /// <summary>The samples of windows <paramref name="low"/> up to <paramref name="high"/>.</summary>
    internal long SampleCount(int low, int high) => counts![high] - counts[low];

    internal void Dispose()
    {
        if (counts is not null)
        {
            ArrayPool<long>.Shared.Return(counts);
        }

        if (resets is not null)
        {
            ArrayPool<int>.Shared.Return(resets);
        }
    }

    private static int FindResets(WindowColumns windows, int[] resets)
    {
        var lost = windows.Values(WindowColumn.Lost);
        var first = windows.Values(WindowColumn.First);
        var last = windows.Values(WindowColumn.Last);
        var count = 0;
        if (lost is [not 0, ..])
        {
            resets[count++] = 0;
        }

        for (var index = 1; index < lost.Length; index++)
        {
            index += NoneIn(lost[index..], first[index..], last[(index - 1)..]);
            if (index < lost.Length && (lost[index] != 0 || first[index] < last[index - 1]))
            {
                resets[count++] = index;
            }
        }

        return count;
    }

    // How many windows from the first on surely have no reset: a multiple of four.
    private static int NoneIn(ReadOnlySpan<double> lost, ReadOnlySpan<double> first, ReadOnlySpan<double> before)
    {
        var lostFours = MemoryMarshal.Cast<double, Vector256<double>>(lost);
        var firstFours = MemoryMarshal.Cast<double, Vector256<double>>(first)[..lostFours.Length];
        var beforeFours = MemoryMarshal.Cast<double, Vector256<double>>(before)[..lostFours.Length];
        for (var index = 0; index < lostFours.Length; index++)
        {
            var isReset = ~Vector256.Equals(lostFours[index], Vector256<double>.Zero)
                | Vector256.LessThan(firstFours[index], beforeFours[index]);
            if (isReset.AsInt64() != Vector256<long>.Zero)
            {
                return index * 4;
            }
        }

        return lostFours.Length * 4;
    }
}
