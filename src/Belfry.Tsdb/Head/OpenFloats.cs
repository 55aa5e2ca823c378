using System.Buffers.Binary;
using Belfry.Encoding.Chunks;

namespace Belfry.Tsdb.Head;

/// <summary>
/// A series' open chunk of floats, its bytes in segments. Written by the thread that writes to the series, copied by
/// any: the series' sequence lock tells whether what was copied belongs together. The default value is an empty chunk.
/// </summary>
internal struct OpenFloats
{
    private XorChunkAppender appender;
    private SegmentChain chain;

    internal readonly int Count => appender.Count;

    internal readonly int LengthBytes => appender.LengthBytes;

    /// <summary>The time of the sample written last, also when that is in a chunk before this one.</summary>
    internal readonly long TimestampMs => appender.TimestampMs;

    /// <summary>The bits of its value.</summary>
    internal readonly long ValueBits => appender.ValueBits;

    /// <summary>The last byte of a chunk that has samples.</summary>
    internal readonly byte LastByte => chain.LastSegmentByte(appender.LengthBytes - 1);

    internal void Append(long timeMs, double value, HeadScratch scratch)
    {
        // The appender gets but the bytes that it reads and writes: the last one, when it has bits left, and its own.
        var (whole, length) = (appender.WholeBytes, appender.LengthBytes);
        var stage = scratch.Stage(length + XorChunkAppender.SpareBytes);
        if (whole < length)
        {
            stage[whole] = chain.LastSegmentByte(whole);
        }

        appender.Append(stage, timeMs, value);
        chain.Write(length, whole, stage[whole..appender.LengthBytes], scratch.Segments);
    }

    /// <summary>Copies the first bytes, as many as there are and fit; how many.</summary>
    internal readonly int CopyTo(Span<byte> destination)
    {
        var length = chain.CopyTo(destination[..Math.Min(destination.Length, appender.LengthBytes)]);
        if (length >= sizeof(ushort))
        {
            // Not written to the segments with every sample.
            BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)appender.Count);
        }

        return length;
    }

    /// <summary>Begins a new, empty chunk; time and value of the last sample stay readable.</summary>
    internal void Restart()
    {
        appender.Restart();
        chain.Clear();
    }

    /// <summary>Forgets the last sample of an empty chunk.</summary>
    internal void Forget() => appender.Restart(long.MinValue, 0);
}
