using System.Buffers.Binary;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Belfry.Model;

/// <summary>Decimal digits of integers, eight at a time in one register.</summary>
internal static class DecimalDigits
{
    /// <summary>What <see cref="WriteWhole"/> takes is below this.</summary>
    internal const ulong WholeEnd = 10_000_000_000_000_000;

    private const ulong AsciiZeros = 0x3030_3030_3030_3030;
    private const uint EightEnd = 100_000_000;

    private static ReadOnlySpan<ulong> Tens =>
    [
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        100_000_000,
        1_000_000_000,
        10_000_000_000,
        100_000_000_000,
        1_000_000_000_000,
        10_000_000_000_000,
        100_000_000_000_000,
        1_000_000_000_000_000,
        10_000_000_000_000_000,
        100_000_000_000_000_000,
    ];

    /// <summary>10 to a power of 0 to 17.</summary>
    internal static ulong TenTo(int exponent) => Tens[exponent];

    /// <summary>How many digits <paramref name="value"/> has, which is below 10^17; one for zero.</summary>
    internal static int Count(ulong value)
    {
        Debug.Assert(value < Tens[17], "BUG: more than 17 digits");

        // 1233 / 4096 is log10(2), near enough up to 2^57.
        var estimate = ((64 - BitOperations.LeadingZeroCount(value | 1)) * 1233) >> 12;
        return estimate + (value >= Tens[estimate] || estimate == 0 ? 1 : 0);
    }

    /// <summary>
    /// The eight digits of <paramref name="value"/>, which is below 10^8, as numbers: the first in the lowest byte.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Eight(uint value)
    {
        Debug.Assert(value < EightEnd, "BUG: more than 8 digits");

        // Two numbers of four digits, four of two, eight of one; each division is a multiplication in all lanes.
        var fours = (value / 10_000) | ((ulong)(value % 10_000) << 32);
        var hundreds = ((fours * 10_486) >> 20) & 0x0000_007f_0000_007f;
        var twos = hundreds | ((fours - (hundreds * 100)) << 16);
        var tens = ((twos * 103) >> 10) & 0x000f_000f_000f_000f;
        return tens | ((twos - (tens * 10)) << 8);
    }

    /// <summary>
    /// Writes <paramref name="value"/>, below <see cref="WholeEnd"/>, without leading zeros and says how many bytes
    /// those are. May write beyond them, up to 16.
    /// </summary>
    internal static int WriteWhole(Span<byte> destination, ulong value)
    {
        if (value < EightEnd)
        {
            return WriteTrimmed(destination, (uint)value);
        }

        Debug.Assert(value < WholeEnd, "BUG: more than 16 digits");
        var upper = (uint)(value / EightEnd);
        var written = WriteTrimmed(destination, upper);
        BinaryPrimitives.WriteUInt64LittleEndian(
            destination[written..], Eight((uint)(value - ((ulong)upper * EightEnd))) | AsciiZeros);
        return written + sizeof(ulong);
    }

    private static int WriteTrimmed(Span<byte> destination, uint value)
    {
        var digits = Eight(value);

        // The last digit stays, zero or not.
        var leading = BitOperations.TrailingZeroCount(digits | (1UL << 56)) & ~7;
        BinaryPrimitives.WriteUInt64LittleEndian(destination, (digits | AsciiZeros) >> leading);
        return sizeof(ulong) - (leading / 8);
    }
}
