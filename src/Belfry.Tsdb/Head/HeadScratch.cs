using Belfry.Storage.Contracts;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Head;

/// <summary>
/// What a thread that writes to series needs: room for chunks, buffers, and the limits. The thread that leads commits
/// has one; during replay each lane has its own.
/// </summary>
internal sealed class HeadScratch(int samplesPerChunkMax, long blockRangeMs)
{
    private readonly ChunkEncoder encoder = new(samplesPerChunkMax * 2, ChunkEncoding.Xor);
    private byte[] stage = new byte[1024];
    private byte[] gathered = new byte[1024];

    // The block range asked for last.
    private long rangeStartMs = long.MaxValue;
    private long rangeEndMs = long.MinValue;

    internal int SamplesPerChunkMax => samplesPerChunkMax;

    internal ChunkArena Arena { get; } = new();

    /// <summary>Room for open chunks of floats.</summary>
    internal SegmentArena Segments { get; } = new();

    /// <summary>Room for open chunks of native histograms.</summary>
    internal SlotArena Slots { get; } = new();

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

    /// <summary>Whether two times are in the same block range.</summary>
    internal bool IsSameRange(long timeMs, long otherMs)
    {
        if (timeMs < rangeStartMs || timeMs >= rangeEndMs)
        {
            (rangeStartMs, rangeEndMs) = (BlockTimes.RangeStart(timeMs, blockRangeMs), RangeEnd(timeMs));
        }

        return otherMs >= rangeStartMs && otherMs < rangeEndMs;
    }

    /// <summary>Room for a chunk being appended to, with anything in it.</summary>
    internal Span<byte> Stage(int sizeBytes) => Room(ref stage, sizeBytes);

    /// <summary>Room for a chunk that lies in pieces elsewhere; not the same as <see cref="Stage"/>.</summary>
    internal Span<byte> Gather(int sizeBytes) => Room(ref gathered, sizeBytes)[..sizeBytes];

    private static Span<byte> Room(ref byte[] buffer, int sizeBytes)
    {
        if (buffer.Length < sizeBytes)
        {
            buffer = new byte[sizeBytes * 2];
        }

        return buffer;
    }

    /// <summary>Encodes samples from <paramref name="next"/> on as one closed chunk behind another.</summary>
    internal HeadChunk Close(HeadChunk? previous, SampleColumns samples, ref int next, int end) =>
        Close(previous, encoder.Next(samples, ref next, end));

    /// <summary>Keeps a chunk's bytes and puts it behind another.</summary>
    internal HeadChunk Close(HeadChunk? previous, in ChunkView chunk) =>
        new(previous, Arena.Store(chunk.Bytes), chunk.Encoding, (ushort)chunk.Count, chunk.MinTimeMs, chunk.MaxTimeMs);
}
