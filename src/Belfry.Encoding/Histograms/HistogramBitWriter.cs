using System.Buffers.Binary;
using System.Numerics;

namespace Belfry.Encoding.Histograms;

/// <summary>
/// Writes the bit stream of histogram chunks, the highest bit of each byte first, into a buffer that grows. One thread.
/// </summary>
internal sealed class HistogramBitWriter
{
    // One write touches the word from the byte it starts in.
    private const int SpareBytes = 16;

    private byte[] buffer = new byte[1 << 10];
    private int lengthBits;

    /// <summary>The bytes so far; the last one is filled up with zeros. Valid until the next change.</summary>
    internal Span<byte> Written => buffer.AsSpan(0, (lengthBits + 7) >> 3);

    /// <summary>Starts anew.</summary>
    internal void Clear() => lengthBits = 0;

    /// <summary>Writes the low bits of a word, 1 to 64 of them.</summary>
    internal void Write(ulong bits, int bitCount)
    {
        if (bitCount > 56)
        {
            Write(bits >> 32, bitCount - 32);
            bits &= uint.MaxValue;
            bitCount = 32;
        }

        var at = lengthBits >> 3;
        if (at + SpareBytes > buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var place = buffer.AsSpan(at);
        var used = lengthBits & 7;
        var kept = used == 0 ? 0 : (ulong)(place[0] & (0xff00 >> used)) << 56;
        bits &= ulong.MaxValue >> (64 - bitCount);
        BinaryPrimitives.WriteUInt64BigEndian(place, kept | (bits << (64 - used - bitCount)));
        lengthBits = checked(lengthBits + bitCount);
    }

    internal void WriteVarbit(long value)
    {
        for (var ones = 1; ones < 8 && value != 0; ones++)
        {
            var half = 1L << (HistogramVarbit.Sizes[ones] - 1);
            if (value > -half && value <= half)
            {
                WritePrefixed((ulong)value, ones);
                return;
            }
        }

        WritePrefixed((ulong)value, value == 0 ? 0 : 8);
    }

    internal void WriteVarbitUnsigned(ulong value)
    {
        for (var ones = 0; ones < 8; ones++)
        {
            if (value >> HistogramVarbit.Sizes[ones] == 0)
            {
                WritePrefixed(value, ones);
                return;
            }
        }

        WritePrefixed(value, 8);
    }

    /// <summary>Writes what the bits of a value changed by since the value before.</summary>
    internal void WriteXor(ulong xor, ref XorWindow window)
    {
        if (xor == 0)
        {
            Write(0, 1);
            return;
        }

        var leading = Math.Min(BitOperations.LeadingZeroCount(xor), 31);
        var trailing = BitOperations.TrailingZeroCount(xor);
        if (window != XorWindow.None && leading >= window.Leading && trailing >= window.Trailing)
        {
            Write(0b10, 2);
            Write(xor >> window.Trailing, 64 - window.Leading - window.Trailing);
            return;
        }

        window = new XorWindow((byte)leading, (byte)trailing);
        var significant = 64 - leading - trailing;
        Write((0b11ul << 11) | ((ulong)leading << 6) | ((ulong)significant & 63), 13);
        Write(xor >> trailing, significant);
    }

    private void WritePrefixed(ulong bits, int ones)
    {
        if (ones == 8)
        {
            Write(0xff, 8);
            Write(bits, 64);
            return;
        }

        Write((1ul << (ones + 1)) - 2, ones + 1);
        if (ones > 0)
        {
            Write(bits, HistogramVarbit.Sizes[ones]);
        }
    }
}
