using System.Buffers;
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
        counts[0] = 0;
        var column = windows.Integers(WindowColumn.SampleCount);
        for (var index = 0; index < column.Length; index++)
        {
            counts[index + 1] = counts[index] + column[index];
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
        for (var index = 0; index < lost.Length; index++)
        {
            if (lost[index] != 0 || (index > 0 && first[index] < last[index - 1]))
            {
                resets[count++] = index;
            }
        }

        return count;
    }
}
