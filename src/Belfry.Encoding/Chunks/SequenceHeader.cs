namespace Belfry.Encoding.Chunks;

/// <summary>The first byte of a packed sequence. Format: docs/formats/packed-chunk.md.</summary>
internal static class SequenceHeader
{
    /// <summary>Bits 0 and 1: the <see cref="SequenceOrder"/>.</summary>
    internal const int OrderMask = 0x03;

    /// <summary>Bits 2 and 3: the number of bins, minus one.</summary>
    internal const int BinsShift = 2;

    /// <summary>All differences are divisible, and divided.</summary>
    internal const int Divided = 0x10;

    /// <summary>There is a list of residuals that are in no bin.</summary>
    internal const int Outliers = 0x20;

    /// <summary>Every residual is zero; no bins follow.</summary>
    internal const int Exact = 0x40;

    /// <summary>The numbers follow as they are, eight bytes each; no other bit is set.</summary>
    internal const int Raw = 0x80;
}
