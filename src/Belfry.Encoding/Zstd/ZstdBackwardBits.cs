using System.Numerics;

namespace Belfry.Encoding.Zstd;

/// <summary>
/// Bits from the highest of the last byte down, as entropy-coded streams have them: the highest one that is set marks
/// the start. What is read beyond the end is zeros, and <see cref="Remaining"/> is then negative.
/// </summary>
internal ref struct ZstdBackwardBits
{
    private readonly ReadOnlySpan<byte> bytes;

    private ZstdBackwardBits(ReadOnlySpan<byte> bytes, int remaining)
    {
        this.bytes = bytes;
        Remaining = remaining;
    }

    internal int Remaining { get; private set; }

    internal static bool TryOpen(ReadOnlySpan<byte> bytes, out ZstdBackwardBits bits)
    {
        bits = default;
        if (bytes is not [.., > 0 and var last])
        {
            return false;
        }

        bits = new ZstdBackwardBits(bytes, (bytes.Length * 8) - BitOperations.LeadingZeroCount((uint)last << 24) - 1);
        return true;
    }

    internal uint Read(int bitCount)
    {
        Remaining -= bitCount;
        return ZstdBits.Load(bytes, Remaining, bitCount);
    }

    internal readonly uint Peek(int bitCount) => ZstdBits.Load(bytes, Remaining - bitCount, bitCount);

    internal void Skip(int bitCount) => Remaining -= bitCount;
}
