using System.Buffers;
using System.Runtime.InteropServices;
using Belfry.Encoding.Chunks;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Floats as short decimals where they are such: whole numbers of a power of ten, themselves or their differences, and
/// how many representable numbers the true float is away; else as the XOR chunk has them. Every bit comes back. Format:
/// docs/formats/tiers.md.
/// </summary>
internal static class PackedFloats
{
    private const byte FormXor = 0;
    private const byte FormDecimal = 1;
    private const byte FormDifferences = 2;
    private const int ExponentMax = 6;
    private const long AwayMax = 15;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

    internal static int LengthBytesMax(int count) =>
        16 + XorChunkAppender.SpareBytes + (2 * PackedIntegers.LengthBytesMax(count));

    /// <summary>Writes the floats; returns the bytes written.</summary>
    internal static int Encode(ReadOnlySpan<double> floats, Span<byte> destination)
    {
        var scratch = ArrayPool<long>.Shared.Rent(floats.Length * 2);
        var wholes = scratch.AsSpan(0, floats.Length);
        var aways = scratch.AsSpan(floats.Length, floats.Length);
        var decimalLength = int.MaxValue;
        for (var exponent = 0; exponent <= ExponentMax; exponent++)
        {
            if (IsDecimal(floats, exponent, wholes, aways))
            {
                decimalLength = EncodeDecimal(exponent, wholes, aways, destination);
                break;
            }
        }

        ArrayPool<long>.Shared.Return(scratch);
        if (decimalLength < floats.Length * 4)
        {
            return decimalLength;
        }

        var other = ArrayPool<byte>.Shared.Rent(LengthBytesMax(floats.Length));
        var xorLength = EncodeXor(floats, other);
        if (xorLength < decimalLength)
        {
            other.AsSpan(0, xorLength).CopyTo(destination);
        }

        ArrayPool<byte>.Shared.Return(other);
        return Math.Min(xorLength, decimalLength);
    }

    /// <summary>
    /// Writes the floats as differences from <paramref name="links"/>, whole numbers of one power of ten both; returns
    /// the bytes written, or 0 when they are not such.
    /// </summary>
    internal static int EncodeLinked(ReadOnlySpan<double> floats, ReadOnlySpan<double> links, Span<byte> destination)
    {
        var scratch = ArrayPool<long>.Shared.Rent(floats.Length * 2);
        var wholes = scratch.AsSpan(0, floats.Length);
        var aways = scratch.AsSpan(floats.Length, floats.Length);
        var length = 0;
        for (var exponent = 0; length == 0 && exponent <= ExponentMax; exponent++)
        {
            if (IsDecimal(floats, exponent, wholes, aways) && TrySubtract(links, Powers[exponent], wholes))
            {
                destination[0] = (byte)exponent;
                length = 1 + PackedIntegers.Encode(wholes, destination[1..]);
                length += PackedIntegers.Encode(aways, destination[length..]);
            }
        }

        ArrayPool<long>.Shared.Return(scratch);
        return length;
    }

    /// <summary>
    /// Reads what <see cref="EncodeLinked"/> wrote, with the same links or, where they are delayed, with 0 and all
    /// links but the last; false when the bytes are not that.
    /// </summary>
    internal static bool TryDecodeLinked(
        ReadOnlySpan<byte> source, ReadOnlySpan<double> links, bool isDelayed, Span<double> floats)
    {
        var wholes = MemoryMarshal.Cast<double, long>(floats);
        if (source is not [<= ExponentMax, ..] || !PackedIntegers.TryDecode(source[1..], wholes, out var length))
        {
            return false;
        }

        var power = Powers[source[0]];
        var isWhole = isDelayed
            ? DecimalColumn.TryDivideLinked(wholes[..1], [0], power)
                && DecimalColumn.TryDivideLinked(wholes[1..], links[..^1], power)
            : DecimalColumn.TryDivideLinked(wholes, links, power);
        return isWhole && TryShift(source[(1 + length)..], floats);
    }

    private static bool TrySubtract(ReadOnlySpan<double> links, double power, Span<long> wholes)
    {
        for (var index = 0; index < wholes.Length; index++)
        {
            var link = Math.Round(links[index] * power);
            if (!(Math.Abs(link) < DecimalColumn.WholeMax))
            {
                return false;
            }

            wholes[index] -= (long)link;
        }

        return true;
    }

    /// <summary>Reads as many floats as the destination holds; false when the bytes are not that.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> source, Span<double> floats) => source switch
    {
        [FormXor, ..] => TryDecodeXor(source[1..], floats),
        [FormDecimal or FormDifferences, <= ExponentMax, ..] => TryDecodeDecimal(source, floats),
        _ => false,
    };

    private static bool IsDecimal(ReadOnlySpan<double> floats, int exponent, Span<long> wholes, Span<long> aways)
    {
        var power = Powers[exponent];
        for (var index = 0; index < floats.Length; index++)
        {
            var scaled = Math.Round(floats[index] * power);
            if (!(Math.Abs(scaled) < DecimalColumn.WholeMax))
            {
                return false;
            }

            var whole = (long)scaled;
            var away = unchecked(BitConverter.DoubleToInt64Bits(floats[index])
                - BitConverter.DoubleToInt64Bits(whole / power));
            if (away is < -AwayMax or > AwayMax)
            {
                return false;
            }

            wholes[index] = whole;
            aways[index] = away;
        }

        return true;
    }

    private static int EncodeDecimal(int exponent, Span<long> wholes, Span<long> aways, Span<byte> destination)
    {
        var plain = PackedIntegers.Encode(wholes, destination[2..]);
        for (var index = wholes.Length - 1; index > 0; index--)
        {
            wholes[index] -= wholes[index - 1];
        }

        var other = ArrayPool<byte>.Shared.Rent(PackedIntegers.LengthBytesMax(wholes.Length));
        var differences = PackedIntegers.Encode(wholes, other);
        destination[0] = differences < plain ? FormDifferences : FormDecimal;
        destination[1] = (byte)exponent;
        if (differences < plain)
        {
            other.AsSpan(0, differences).CopyTo(destination[2..]);
        }

        ArrayPool<byte>.Shared.Return(other);
        var length = 2 + Math.Min(plain, differences);
        return length + PackedIntegers.Encode(aways, destination[length..]);
    }

    private static bool TryDecodeDecimal(ReadOnlySpan<byte> source, Span<double> floats)
    {
        // The numbers are unpacked in the floats' own room.
        var wholes = MemoryMarshal.Cast<double, long>(floats);
        if (!PackedIntegers.TryDecode(source[2..], wholes, out var length))
        {
            return false;
        }

        if (source[0] == FormDifferences)
        {
            DecimalColumn.Accumulate(wholes);
        }

        DecimalColumn.Divide(wholes, Powers[source[1]]);
        return TryShift(source[(2 + length)..], floats);
    }

    private static bool TryShift(ReadOnlySpan<byte> source, Span<double> floats)
    {
        // Width 0, median 0, no exceptions: every float is exactly the decimal.
        if (source is [0, 0, 0])
        {
            return true;
        }

        var scratch = ArrayPool<long>.Shared.Rent(floats.Length);
        var aways = scratch.AsSpan(0, floats.Length);
        var isWhole = PackedIntegers.TryDecode(source, aways, out _);
        if (isWhole)
        {
            DecimalColumn.Shift(floats, aways);
        }

        ArrayPool<long>.Shared.Return(scratch);
        return isWhole;
    }

    private static int EncodeXor(ReadOnlySpan<double> floats, Span<byte> destination)
    {
        destination[0] = FormXor;
        var appender = default(XorChunkAppender);
        foreach (var value in floats)
        {
            appender.Append(destination[1..], 0, value);
        }

        return 1 + appender.LengthBytes;
    }

    private static bool TryDecodeXor(ReadOnlySpan<byte> source, Span<double> floats)
    {
        if (XorChunk.Count(source) != floats.Length)
        {
            return false;
        }

        var times = ArrayPool<long>.Shared.Rent(floats.Length);
        var isWhole = XorChunk.TryDecode(source, times, floats);
        ArrayPool<long>.Shared.Return(times);
        return isWhole;
    }
}
