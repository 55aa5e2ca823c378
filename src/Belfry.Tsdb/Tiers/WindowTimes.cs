using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Times of windows from what a chunk keeps of them, four at a time; times beyond 64 bits wrap. Milliseconds.
/// </summary>
internal static class WindowTimes
{
    /// <summary>Ends of windows none of which is missing.</summary>
    internal static void Fill(Span<long> endsMs, long firstEndMs, long resolutionMs)
    {
        var fours = MemoryMarshal.Cast<long, Vector256<long>>(endsMs);
        var next = Vector256.Create(firstEndMs) + (Vector256<long>.Indices * resolutionMs);
        var step = Vector256.Create(unchecked(4 * resolutionMs));
        foreach (ref var four in fours)
        {
            four = next;
            next += step;
        }

        for (var index = fours.Length * 4; index < endsMs.Length; index++)
        {
            endsMs[index] = unchecked(firstEndMs + (index * resolutionMs));
        }
    }

    /// <summary>Distances from the starts of windows become times.</summary>
    internal static void CountFromStarts(Span<long> distancesMs, ReadOnlySpan<long> endsMs, long resolutionMs)
    {
        var fours = MemoryMarshal.Cast<long, Vector256<long>>(distancesMs);
        var endFours = MemoryMarshal.Cast<long, Vector256<long>>(endsMs)[..fours.Length];
        var resolutions = Vector256.Create(resolutionMs);
        for (var index = 0; index < fours.Length; index++)
        {
            fours[index] += endFours[index] - resolutions;
        }

        for (var index = fours.Length * 4; index < distancesMs.Length; index++)
        {
            distancesMs[index] = unchecked(endsMs[index] - resolutionMs + distancesMs[index]);
        }
    }

    /// <summary>Distances to the ends of windows become times.</summary>
    internal static void CountFromEnds(Span<long> distancesMs, ReadOnlySpan<long> endsMs)
    {
        var fours = MemoryMarshal.Cast<long, Vector256<long>>(distancesMs);
        var endFours = MemoryMarshal.Cast<long, Vector256<long>>(endsMs)[..fours.Length];
        for (var index = 0; index < fours.Length; index++)
        {
            fours[index] = endFours[index] - fours[index];
        }

        for (var index = fours.Length * 4; index < distancesMs.Length; index++)
        {
            distancesMs[index] = unchecked(endsMs[index] - distancesMs[index]);
        }
    }
}
