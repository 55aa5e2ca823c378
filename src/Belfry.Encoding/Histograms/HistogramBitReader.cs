using System.Buffers.Binary;
using System.Numerics;

namespace Belfry.Encoding.Histograms;

/// <summary>
/// Reads the bit stream of histogram chunks, the highest bit of each byte first. Every read says whether the bits were
/// there; none goes beyond the end.
/// </summary>
internal ref struct HistogramBitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private long position;

    /// <summary>How many bits are left.</summary>
    internal readonly long RemainingBits => (bytes.Length * 8L) - position;

    /// <summary>Reads 0 to 64 bits as the low bits of a word.</summary>
    internal bool TryRead(int bitCount, out ulong bits)
    {
        bits = 0;
        if (bitCount > RemainingBits)
        {
            return false;
        }

        // A word from the byte they start in holds at least 57 of them.
        var first = Math.Min(bitCount, 56);
        bits = first == 0 ? 0 : Window() >> (64 - first);
        position += first;
        var rest = bitCount - first;
        if (rest > 0)
        {
            bits = (bits << rest) | (Window() >> (64 - rest));
            position += rest;
        }

        return true;
    }

    /// <summary>A signed number: 0 in one bit, others behind a prefix that says how many bits follow.</summary>
    internal bool TryReadVarbit(out long value)
    {
        var isThere = TryReadVarbitBits(out var bits, out var size);
        value = size is > 0 and < 64 && bits > 1ul << (size - 1) ? (long)(bits - (1ul << size)) : (long)bits;
        return isThere;
    }

    /// <summary>An unsigned number of the same form.</summary>
    internal bool TryReadVarbitUnsigned(out ulong value) => TryReadVarbitBits(out value, out _);

    /// <summary>
    /// Reads what the bits of a value changed by since the value before; <paramref name="window"/> is the place of the
    /// significant bits that was set last.
    /// </summary>
    internal bool TryReadXor(ref ulong valueBits, ref XorWindow window)
    {
        if (!TryRead(1, out var isChanged))
        {
            return false;
        }

        if (isChanged == 0)
        {
            return true;
        }

        if (!TryRead(1, out var isNewWindow))
        {
            return false;
        }

        if (isNewWindow == 1)
        {
            if (!TryRead(11, out var sizes))
            {
                return false;
            }

            // 64 significant bits do not fit the six bits of their count and are written as 0.
            var leading = (int)(sizes >> 6);
            var significant = (int)sizes & 63;
            significant = significant == 0 ? 64 : significant;
            if (leading + significant > 64)
            {
                return false;
            }

            window = new XorWindow((byte)leading, (byte)(64 - leading - significant));
        }

        var isThere = TryRead(64 - window.Leading - window.Trailing, out var bits);
        valueBits ^= bits << window.Trailing;
        return isThere;
    }

    private bool TryReadVarbitBits(out ulong bits, out int size)
    {
        bits = 0;
        size = 0;
        if (RemainingBits <= 0)
        {
            return false;
        }

        var ones = Math.Min(BitOperations.LeadingZeroCount(~Window()), 8);
        var prefix = Math.Min(ones + 1, 8);
        if (prefix > RemainingBits)
        {
            return false;
        }

        position += prefix;
        size = HistogramVarbit.Sizes[ones];
        return TryRead(size, out bits);
    }

    private readonly ulong Window()
    {
        var index = (int)(position >> 3);
        if (index + 8 <= bytes.Length)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(bytes[index..]) << (int)(position & 7);
        }

        var window = 0ul;
        var rest = bytes[index..];
        for (var place = 0; place < rest.Length; place++)
        {
            window |= (ulong)rest[place] << (56 - (place * 8));
        }

        return window << (int)(position & 7);
    }
}
