using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Tiers;

/// <summary>Makes windows of samples, and longer windows of shorter ones.</summary>
internal static class WindowFolding
{
    /// <summary>Appends the windows of samples that are later than every window in the destination.</summary>
    internal static void Fold(SampleColumns samples, long resolutionMs, WindowColumns destination)
    {
        var fold = default(WindowFold);
        var endMs = long.MinValue;
        var times = samples.TimestampsMs;
        var values = samples.Values;
        for (var index = 0; index < times.Length; index++)
        {
            if (times[index] > endMs)
            {
                Write(ref fold, destination, endMs);
                endMs = TierFormat.WindowEnd(times[index], resolutionMs);
            }

            if (samples.HasHistograms && samples.Histograms[index] is { IsStale: false })
            {
                fold.AddHistogram();
            }
            else if (StaleMarker.IsStale(values[index]))
            {
                fold.AddStale();
            }
            else
            {
                fold.Add(times[index], values[index]);
            }
        }

        Write(ref fold, destination, endMs);
    }

    /// <summary>
    /// Appends the windows that shorter ones make up. The resolution is a multiple of theirs, so that none spans two.
    /// </summary>
    internal static void Fold(WindowColumns windows, long resolutionMs, WindowColumns destination)
    {
        var fold = default(WindowFold);
        var endMs = long.MinValue;
        for (var index = 0; index < windows.Count; index++)
        {
            if (windows.EndsMs[index] > endMs)
            {
                Write(ref fold, destination, endMs);
                endMs = TierFormat.WindowEnd(windows.EndsMs[index], resolutionMs);
            }

            fold.Add(windows, index);
        }

        Write(ref fold, destination, endMs);
    }

    /// <summary>
    /// Appends the windows of both. Where both have one, they are taken as one behind the other, by their first
    /// samples: exact unless their samples lie among each other, and then exact but for increases and counts of
    /// changes.
    /// </summary>
    internal static void Combine(WindowColumns left, WindowColumns right, WindowColumns destination)
    {
        int a = 0, b = 0;
        while (a < left.Count || b < right.Count)
        {
            var endMs = Math.Min(
                a < left.Count ? left.EndsMs[a] : long.MaxValue, b < right.Count ? right.EndsMs[b] : long.MaxValue);
            var hasLeft = a < left.Count && left.EndsMs[a] == endMs;
            var hasRight = b < right.Count && right.EndsMs[b] == endMs;
            var fold = default(WindowFold);
            var isLeftFirst = !hasRight || (hasLeft
                && left.Integers(WindowColumn.FirstTime)[a] <= right.Integers(WindowColumn.FirstTime)[b]);
            if (hasLeft && isLeftFirst)
            {
                fold.Add(left, a);
            }

            if (hasRight)
            {
                fold.Add(right, b++);
            }

            if (hasLeft && !isLeftFirst)
            {
                fold.Add(left, a);
            }

            a += hasLeft ? 1 : 0;
            Write(ref fold, destination, endMs);
        }
    }

    private static void Write(ref WindowFold fold, WindowColumns destination, long endMs)
    {
        if (!fold.IsEmpty)
        {
            fold.WriteTo(destination, endMs);
            fold = default;
        }
    }
}
