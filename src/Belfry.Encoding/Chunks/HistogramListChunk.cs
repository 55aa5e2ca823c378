using System.Buffers.Binary;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// A chunk of native histograms one behind the other, each with its time. It can be appended to, so the head keeps its
/// newest histograms so. Its first two bytes count its samples, as those of <see cref="XorChunk"/> do. Format:
/// docs/formats/histogram-list.md.
/// </summary>
public static class HistogramListChunk
{
    /// <summary>The bytes in front of the first histogram.</summary>
    public const int HeaderSizeBytes = 2;

    /// <summary>The most bytes that <see cref="Append"/> writes for this histogram.</summary>
    public static int EntrySizeBytesMax(NativeHistogram histogram) =>
        Uvarint.LengthBytesMax + HistogramBytes.SizeBytesMax(histogram);

    /// <summary>
    /// Appends a histogram to the first <paramref name="lengthBytes"/> bytes of a chunk, 0 for a new one, with room for
    /// it (and the header) behind; returns the new length. Times rise; at most 65,535 samples.
    /// </summary>
    /// <param name="chunk">The chunk's bytes and the room.</param>
    /// <param name="lengthBytes">How many of them are the chunk.</param>
    /// <param name="timestampMs">The time of the histogram.</param>
    /// <param name="histogram">The histogram.</param>
    /// <param name="lastTimestampMs">The time of the one before; 0 for a new chunk.</param>
    /// <param name="last">The one before; null for a new chunk.</param>
    public static int Append(
        Span<byte> chunk,
        int lengthBytes,
        long timestampMs,
        NativeHistogram histogram,
        long lastTimestampMs,
        NativeHistogram? last)
    {
        if (lengthBytes == 0)
        {
            chunk[..HeaderSizeBytes].Clear();
            lengthBytes = HeaderSizeBytes;
        }

        var delta = unchecked(timestampMs - lastTimestampMs);
        lengthBytes += Uvarint.Write(chunk[lengthBytes..], Zigzag.Encode(delta));
        lengthBytes += HistogramBytes.Write(chunk[lengthBytes..], histogram, last);
        BinaryPrimitives.WriteUInt16BigEndian(chunk, (ushort)(XorChunk.Count(chunk) + 1));
        return lengthBytes;
    }

    /// <summary>
    /// Decodes all samples: <c>timestampsMs[n]</c> and <c>histograms[n]</c>, with n = <see cref="XorChunk.Count"/> and
    /// both at least that long. False when the bytes are no whole chunk. Never throws for what the bytes are.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> chunk, Span<long> timestampsMs, Span<NativeHistogram?> histograms)
    {
        if (chunk.Length < HeaderSizeBytes)
        {
            return false;
        }

        var count = XorChunk.Count(chunk);
        var rest = chunk[HeaderSizeBytes..];
        long timestampMs = 0;
        NativeHistogram? last = null;
        for (var index = 0; index < count; index++)
        {
            if (!Uvarint.TryRead(rest, out var zigzag, out var used))
            {
                return false;
            }

            rest = rest[used..];
            timestampMs = unchecked(timestampMs + Zigzag.Decode(zigzag));
            if (!HistogramBytes.TryRead(ref rest, last, out last))
            {
                return false;
            }

            timestampsMs[index] = timestampMs;
            histograms[index] = last;
        }

        return true;
    }
}
