namespace Belfry.Encoding.Zstd;

/// <summary>Bits from the lowest of the first byte on, as table descriptions have them.</summary>
internal ref struct ZstdForwardBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;

    /// <summary>The bytes that were begun.</summary>
    internal readonly int UsedBytes => (position + 7) >> 3;

    /// <summary>Whether more was read than there is; what is beyond the end reads as zeros.</summary>
    internal readonly bool IsOverrun => position > bytes.Length * 8;

    internal uint Read(int bitCount)
    {
        var bits = ZstdBits.Load(bytes, position, bitCount);
        position += bitCount;
        return bits;
    }

    internal void Unread(int bitCount) => position -= bitCount;
}
