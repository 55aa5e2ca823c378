namespace Belfry.Encoding.Chunks;

/// <summary>What the samples of an XOR chunk have in common with the one before.</summary>
/// <param name="Timestamp">The time of the sample before, in milliseconds.</param>
/// <param name="Delta">How much later than its predecessor it was.</param>
/// <param name="Bits">The bits of its value.</param>
/// <param name="Leading">The zeros in front of the significant bits.</param>
/// <param name="Significant">The number of bits that are written, 1 to 64.</param>
internal record struct DecodeState(long Timestamp, ulong Delta, ulong Bits, int Leading, int Significant)
{
    /// <summary>Takes over a window as a chunk writes it, in which 64 bits are written as 0.</summary>
    internal void SetWindow(int leading, int significant) =>
        (Leading, Significant) = (leading, significant == 0 ? 64 : significant);
}
