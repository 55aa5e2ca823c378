using Belfry.Encoding.Chunks;
using Belfry.Platform.Invariants;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Reading;

/// <summary>What readers do with columns of samples.</summary>
internal static class SampleColumnsExtensions
{
    /// <summary>
    /// Appends the samples of an XOR chunk from <paramref name="fromMs"/> through <paramref name="throughMs"/>, those
    /// not later than the last one here left out. False when the bytes are no chunk; nothing is then appended.
    /// </summary>
    internal static bool TryDecode(this SampleColumns columns, ReadOnlySpan<byte> chunk, long fromMs, long throughMs)
    {
        var count = XorChunk.Count(chunk);
        columns.Reserve(count, out var times, out var values);
        if (!XorChunk.TryDecode(chunk, times, values))
        {
            return false;
        }

        if (columns.Count > 0 && columns.TimestampsMs[^1] >= fromMs)
        {
            if (columns.TimestampsMs[^1] == long.MaxValue)
            {
                return true;
            }

            fromMs = columns.TimestampsMs[^1] + 1;
        }

        var (first, end) = Locate(times, fromMs, throughMs);
        if (first > 0)
        {
            times[first..end].CopyTo(times);
            values[first..end].CopyTo(values);
        }

        columns.Advance(end - first);
        return true;
    }

    /// <summary>Appends from a chunk that this process encoded itself and that never left its memory.</summary>
    internal static void Decode(this SampleColumns columns, ReadOnlySpan<byte> chunk, long fromMs, long throughMs) =>
        Invariant.Holds("tsdb.head.chunk_decodes", columns.TryDecode(chunk, fromMs, throughMs));

    /// <summary>The first index in a range of times, both ends included, and the one behind the last.</summary>
    internal static (int First, int End) Locate(this SampleColumns columns, long fromMs, long throughMs) =>
        Locate(columns.TimestampsMs, fromMs, throughMs);

    private static (int First, int End) Locate(ReadOnlySpan<long> times, long fromMs, long throughMs)
    {
        // Most chunks lie wholly inside.
        if (times.Length > 0 && times[0] >= fromMs && times[^1] <= throughMs)
        {
            return (0, times.Length);
        }

        var first = times.BinarySearch(fromMs);
        first = first >= 0 ? first : ~first;
        var end = times.BinarySearch(throughMs);
        end = end >= 0 ? end + 1 : ~end;
        return (first, Math.Max(first, end));
    }
}
