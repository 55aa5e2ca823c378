using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Tsdb.Head;

/// <summary>
/// What chunks that can be appended to begin with, of floats as of native histograms: their count in two bytes, highest
/// first, and the first time as a varint (docs/formats/xor-chunk.md, histogram-list.md).
/// </summary>
internal static class ChunkHead
{
    internal const int LengthBytesMax = 2 + Uvarint.LengthBytesMax;

    internal static int LengthBytes(long firstTimeMs) => 2 + Uvarint.LengthBytes(Zigzag.Encode(firstTimeMs));

    /// <summary>Writes it; returns its length.</summary>
    internal static int Write(Span<byte> destination, int count, long firstTimeMs)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, checked((ushort)count));
        return 2 + Uvarint.Write(destination[2..], Zigzag.Encode(firstTimeMs));
    }

    /// <summary>The first time; 0 for bytes that a reader found while they changed.</summary>
    internal static long FirstTime(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || !Uvarint.TryRead(bytes[2..], out var zigzag, out _))
        {
            return 0;
        }

        return Zigzag.Decode(zigzag);
    }
}
