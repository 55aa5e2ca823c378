using System.Buffers;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// A column of times, as in a <see cref="PackedChunk"/>: exact steps take 4 to 9 bytes in all, scrapes that are a few
/// milliseconds late only the bits of that. The number of times is kept elsewhere. Format:
/// docs/formats/packed-chunk.md.
/// </summary>
public static class PackedTimes
{
    /// <summary>How long the destination must be for <paramref name="count"/> times; the column is often far
    /// shorter.</summary>
    public static int SizeBytesMax(int count) => PackedSequence.SizeBytesMax(count) + sizeof(long);

    /// <summary>
    /// Writes <paramref name="timestampsMs"/>, any 64-bit numbers, best rising. Returns the column's length; bytes of
    /// the
    /// destination behind it may have been overwritten. With <paramref name="originMs"/>, a time near the first that
    /// the
    /// reader knows too, the first takes a byte instead of six.
    /// </summary>
    public static int Encode(ReadOnlySpan<long> timestampsMs, Span<byte> destination, long originMs = 0)
    {
        var rented = ArrayPool<long>.Shared.Rent(timestampsMs.Length);
        try
        {
            var numbers = rented.AsSpan(0, timestampsMs.Length);
            for (var index = 0; index < numbers.Length; index++)
            {
                numbers[index] = unchecked(timestampsMs[index] - originMs);
            }

            return PackedSequenceWriter.Encode(numbers, mayBeLine: true, destination);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// Fills <paramref name="timestampsMs"/> from a column of that many times at the start of
    /// <paramref name="source"/>, and tells how long the column is. False when there is no such column; the times are
    /// then
    /// meaningless. Never throws for what the bytes are, never reads beyond them.
    /// </summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> source, Span<long> timestampsMs, out int lengthBytes, long originMs = 0)
    {
        if (!PackedSequence.TryDecode(source, timestampsMs, out lengthBytes))
        {
            return false;
        }

        if (originMs != 0)
        {
            foreach (ref var timestampMs in timestampsMs)
            {
                timestampMs = unchecked(timestampMs + originMs);
            }
        }

        return true;
    }
}
