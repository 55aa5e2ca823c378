using Belfry.Model;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Belfry's own chunk: float samples of one series by rising time, for blocks. Times and values are two columns
/// (<see cref="PackedTimes"/>, <see cref="PackedValues"/>); every bit pattern of a value comes back. Chunks are written
/// whole and read whole. No state: any thread, at any time. Format and measurements: docs/formats/packed-chunk.md,
/// docs/adr/0011-chunk-codec.md.
/// </summary>
public static class PackedChunk
{
    /// <summary>The most samples of a chunk.</summary>
    public const int SamplesMax = ushort.MaxValue;

    private const int CountBytesMax = 3;

    /// <summary>How long the destination of <see cref="Encode"/> must be; the chunk is often far shorter.</summary>
    public static int SizeBytesMax(int count) =>
        CountBytesMax + PackedTimes.SizeBytesMax(count) + PackedValues.SizeBytesMax(count);

    /// <summary>
    /// Writes <c>timestampsMs[n]</c>, strictly rising, and <c>values[n]</c> with the same n, 0 to
    /// <see cref="SamplesMax"/>, to a destination of <see cref="SizeBytesMax"/> bytes. Returns the chunk's length;
    /// bytes
    /// behind it may have been overwritten. <paramref name="originMs"/> is a time near the first that the reader will
    /// know: 0, or what saves five bytes.
    /// </summary>
    public static int Encode(
        ReadOnlySpan<long> timestampsMs, ReadOnlySpan<double> values, Span<byte> destination, long originMs = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timestampsMs.Length, SamplesMax, nameof(timestampsMs));
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, timestampsMs.Length, nameof(values));
        var length = Uvarint.Write(destination, (ulong)timestampsMs.Length);
        length += PackedTimes.Encode(timestampsMs, destination[length..], originMs);
        return length + PackedValues.Encode(values, destination[length..]);
    }

    /// <summary>The number of samples that a chunk says it holds; 0 when it does not say.</summary>
    public static int Count(ReadOnlySpan<byte> chunk) =>
        Uvarint.TryRead(chunk, out var count, out _) && count <= SamplesMax ? (int)count : 0;

    /// <summary>
    /// Decodes all samples: <c>timestampsMs[n]</c> and <c>values[n]</c>, with n = <see cref="Count"/> and both at least
    /// that long. False when the bytes are not exactly one chunk; what was written to the destinations is then
    /// meaningless. Never throws for what the bytes are, never reads beyond them, and takes no longer than the count
    /// asks for. Whether the times rise is not checked.
    /// </summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> chunk, Span<long> timestampsMs, Span<double> values, long originMs = 0)
    {
        if (!Uvarint.TryRead(chunk, out var count, out var countBytes) || count > SamplesMax)
        {
            return false;
        }

        var columns = chunk[countBytes..];
        return PackedTimes.TryDecode(columns, timestampsMs[..(int)count], out var timeBytes, originMs)
            && PackedValues.TryDecode(columns[timeBytes..], values[..(int)count], out var valueBytes)
            && timeBytes + valueBytes == columns.Length;
    }
}
