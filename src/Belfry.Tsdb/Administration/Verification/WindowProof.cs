using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Tiers;

namespace Belfry.Tsdb.Administration.Verification;

/// <summary>Reads every column of a chunk of windows and says what cannot be.</summary>
internal static class WindowProof
{
    /// <summary>Null when the chunk is right; <paramref name="sampleCount"/> is the samples in its windows.</summary>
    internal static string? Check(
        ReadOnlySpan<byte> frame, TimeSpan resolution, ChunkPlace place, out long sampleCount)
    {
        sampleCount = 0;
        var resolutionMs = (long)resolution.TotalMilliseconds;
        if (!TierChunk.TryOpen(frame, out var chunk))
        {
            return "the checksum or the directory is wrong";
        }

        var ends = new long[chunk.Count];
        var counts = new long[chunk.Count];
        if (!chunk.TryReadEnds(resolutionMs, ends)
            || !chunk.TryReadIntegers(WindowColumn.SampleCount, ends, resolutionMs, counts))
        {
            return "a column is damaged";
        }

        if (ends[0] != place.MinTimeMs || ends[^1] != place.MaxTimeMs)
        {
            return "there are other times than the index says";
        }

        for (var index = 0; index < ends.Length; index++)
        {
            sampleCount += counts[index];
            if (counts[index] < 0 || (index > 0 && ends[index] <= ends[index - 1]))
            {
                return "the windows do not rise, or count less than nothing";
            }
        }

        return CheckColumns(ref chunk, ends, counts, resolutionMs);
    }

    private static string? CheckColumns(ref TierChunk chunk, long[] ends, long[] counts, long resolutionMs)
    {
        var times = new[] { new long[ends.Length], new long[ends.Length] };
        var numbers = new long[ends.Length];
        var values = new double[ends.Length];
        for (var column = WindowColumn.Marks; column <= WindowColumn.Lost; column++)
        {
            var integers = column switch
            {
                WindowColumn.FirstTime => times[0],
                WindowColumn.LastTime => times[1],
                _ => numbers,
            };
            var isRead = WindowColumns.IsInteger(column)
                ? chunk.TryReadIntegers(column, ends, resolutionMs, integers)
                : chunk.TryReadValues(column, values);
            if (!isRead)
            {
                return $"the column {column} is damaged";
            }
        }

        for (var index = 0; index < ends.Length; index++)
        {
            if (counts[index] > 0 && (times[0][index] <= ends[index] - resolutionMs
                || times[0][index] > times[1][index] || times[1][index] > ends[index]))
            {
                return $"the window that ends at {ends[index]} has samples outside it";
            }
        }

        return null;
    }
}
