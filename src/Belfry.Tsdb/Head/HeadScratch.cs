using Belfry.Encoding.Chunks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Head;

/// <summary>What the thread that leads commits needs for writing to series: room for chunks, buffers, and the
/// limits.</summary>
internal sealed class HeadScratch(int samplesPerChunkMax, long blockRangeMs)
{
    internal int SamplesPerChunkMax => samplesPerChunkMax;

    internal ChunkArena Arena { get; } = new();

    /// <summary>Where a series' samples are decoded to.</summary>
    internal SampleColumns Columns { get; } = new();

    /// <summary>Where its new samples are collected.</summary>
    internal SampleColumns Edit { get; } = new();

    /// <summary>The end of the block range that a time is in; the first time of the next one.</summary>
    internal long RangeEnd(long timeMs)
    {
        var end = (Int128)BlockTimes.RangeStart(timeMs, blockRangeMs) + blockRangeMs;
        return end > long.MaxValue ? long.MaxValue : (long)end;
    }

    /// <summary>Decodes a chunk from outside into <see cref="Columns"/>, replacing what was there.</summary>
    internal bool TryDecode(ReadOnlySpan<byte> chunk)
    {
        Columns.Clear();
        var count = XorChunk.Count(chunk);
        Columns.Reserve(count, out var times, out var values);
        if (!XorChunk.TryDecode(chunk, times, values))
        {
            return false;
        }

        Columns.Advance(count);
        return true;
    }

    /// <summary>Appends a chunk of ours to <see cref="Columns"/>.</summary>
    internal void DecodeOwn(ReadOnlySpan<byte> chunk) => Columns.Decode(chunk, long.MinValue, long.MaxValue);
}
