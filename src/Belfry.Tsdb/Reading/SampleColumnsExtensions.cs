using System.Buffers;
using Belfry.Encoding.Chunks;
using Belfry.Model.Histograms;
using Belfry.Platform.Invariants;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Chunks;

namespace Belfry.Tsdb.Reading;

/// <summary>What readers do with columns of samples.</summary>
internal static class SampleColumnsExtensions
{
    /// <summary>
    /// Appends the samples of a chunk from <paramref name="fromMs"/> through <paramref name="throughMs"/>, those not
    /// later than the last one here left out. Its first sample is at <paramref name="originMs"/>. False when the bytes
    /// are no chunk of this encoding; nothing is then
    /// appended.
    /// </summary>
    internal static bool TryDecode(
        this SampleColumns columns,
        ChunkEncoding encoding,
        ReadOnlySpan<byte> chunk,
        long originMs,
        long fromMs,
        long throughMs)
    {
        if (columns.Count > 0 && columns.TimestampsMs[^1] >= fromMs)
        {
            if (columns.TimestampsMs[^1] == long.MaxValue)
            {
                return true;
            }

            fromMs = columns.TimestampsMs[^1] + 1;
        }

        return encoding switch
        {
            ChunkEncoding.Xor => TryDecodeAppended(columns, chunk, fromMs, throughMs),
            ChunkEncoding.Packed => TryDecodePacked(columns, chunk, originMs, fromMs, throughMs),
            ChunkEncoding.HistogramList => TryDecodeHistograms(columns, chunk, fromMs, throughMs),
            _ => false,
        };
    }

    /// <summary>Appends from a chunk that can be appended to, and that never left this process's memory.</summary>
    internal static void Decode(
        this SampleColumns columns, ChunkEncoding encoding, ReadOnlySpan<byte> chunk, long fromMs, long throughMs) =>
        Invariant.Holds("tsdb.head.chunk_decodes", columns.TryDecode(encoding, chunk, 0, fromMs, throughMs));

    /// <summary>The first index in a range of times, both ends included, and the one behind the last.</summary>
    internal static (int First, int End) Locate(this SampleColumns columns, long fromMs, long throughMs) =>
        Locate(columns.TimestampsMs, fromMs, throughMs);

    private static bool TryDecodeAppended(
        SampleColumns columns, ReadOnlySpan<byte> chunk, long fromMs, long throughMs)
    {
        columns.Reserve(XorChunk.Count(chunk), out var times, out var values);
        return XorChunk.TryDecode(chunk, times, values) && Keep(columns, times, values, fromMs, throughMs);
    }

    private static bool TryDecodePacked(
        SampleColumns columns, ReadOnlySpan<byte> chunk, long originMs, long fromMs, long throughMs)
    {
        columns.Reserve(PackedChunk.Count(chunk), out var times, out var values);
        return PackedChunk.TryDecode(chunk, times, values, originMs)
            && Keep(columns, times, values, fromMs, throughMs);
    }

    // Takes over the samples of the range from the reserved room.
    private static bool Keep(
        SampleColumns columns, Span<long> times, Span<double> values, long fromMs, long throughMs)
    {
        var (first, end) = Locate(times, fromMs, throughMs);
        if (first > 0)
        {
            times[first..end].CopyTo(times);
            values[first..end].CopyTo(values);
        }

        columns.Advance(end - first);
        return true;
    }

    private static bool TryDecodeHistograms(
        SampleColumns columns, ReadOnlySpan<byte> chunk, long fromMs, long throughMs)
    {
        var count = XorChunk.Count(chunk);
        var times = ArrayPool<long>.Shared.Rent(count);
        var histograms = ArrayPool<NativeHistogram?>.Shared.Rent(count);
        var isWhole = HistogramListChunk.TryDecode(chunk, times, histograms);
        var (first, end) = isWhole ? Locate(times.AsSpan(0, count), fromMs, throughMs) : default;
        for (var index = first; index < end; index++)
        {
            columns.Add(times[index], histograms[index]!);
        }

        ArrayPool<long>.Shared.Return(times);
        ArrayPool<NativeHistogram?>.Shared.Return(histograms, clearArray: true);
        return isWhole;
    }

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
