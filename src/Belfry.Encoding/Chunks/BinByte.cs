namespace Belfry.Encoding.Chunks;

/// <summary>The byte that describes one bin of a packed sequence. Format: docs/formats/packed-chunk.md.</summary>
internal static class BinByte
{
    /// <summary>Bits 0 to 5: the width, 0 to <see cref="PackedBins.WidthMax"/>.</summary>
    internal const int WidthMask = 0x3f;

    /// <summary>The bin does not begin where the one before ends: a uvarint tells its distance from that one's
    /// base.</summary>
    internal const int Apart = 0x40;

    /// <summary>No such byte: the highest bit is zero.</summary>
    internal const int End = 0x80;
}
