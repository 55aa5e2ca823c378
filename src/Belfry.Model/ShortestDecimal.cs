using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Belfry.Model;

/// <summary>
/// The shortest decimal that reads back as a given float, and of several the nearest to it, ties to the even digit.
/// Schubfach, after Raffaello Giulietti, "The Schubfach way to render doubles" (2021), section 9; the product with 128
/// bits of the power of ten is the variant of Alexander Bolz.
/// </summary>
internal static class ShortestDecimal
{
    private const int FractionBits = 52;
    private const ulong FractionMask = (1UL << FractionBits) - 1;
    private const int ExponentMask = 0x7ff;
    private const int ExponentBias = 1075;

    // Decimals of at most 15 digits are told apart by floats, so a decimal of four places below 10^11 that reads back
    // is the only one that short: found by a multiplication and a division, both cheaper than what follows.
    private const double ShortMax = 1e11;
    private const double ShortScale = 1e4;
    private const int ShortPlaces = 4;

    /// <summary>
    /// <c>digits * 10^exponent</c> with at most 17 digits, which may end in zeros; 0 and 0 for zero.
    /// <paramref name="magnitude"/> is finite and not negative.
    /// </summary>
    internal static ulong Of(double magnitude, out int exponent)
    {
        Debug.Assert(double.IsFinite(magnitude) && !double.IsNegative(magnitude), "BUG: not a magnitude");
        if (magnitude < ShortMax)
        {
            var scaled = double.ConvertToIntegerNative<long>((magnitude * ShortScale) + 0.5);
            if (scaled / ShortScale == magnitude)
            {
                exponent = scaled == 0 ? 0 : -ShortPlaces;
                return (ulong)scaled;
            }
        }

        return Schubfach(magnitude, out exponent);
    }

    /// <summary>As <see cref="Of"/>, for floats that are not zero, without the way for short ones.</summary>
    internal static ulong Schubfach(double magnitude, out int exponent)
    {
        var bits = BitConverter.DoubleToUInt64Bits(magnitude);
        var fraction = bits & FractionMask;
        var biased = (int)(bits >> FractionBits) & ExponentMask;

        // The float is c * 2^q.
        var c = biased == 0 ? fraction : fraction | (1UL << FractionBits);
        var q = Math.Max(biased, 1) - ExponentBias;

        // At a power of two the next float below is nearer than the one above.
        var isLowerNearer = fraction == 0 && biased > 1;
        var k = FloorLog10(q, isLowerNearer);
        var shift = q + FloorLog2OfTenTo(-k) + 1;
        var power = TenPowers.Of(-k, out var powerLow);

        // Four times the float and the ends of what reads back as it, in units of 10^k. The ends belong to an even c.
        var odd = c & 1;
        var middle = MultiplyToOdd(power, powerLow, (4 * c) << shift);
        var lower = MultiplyToOdd(power, powerLow, ((4 * c) - (isLowerNearer ? 1UL : 2UL)) << shift) + odd;
        var upper = MultiplyToOdd(power, powerLow, ((4 * c) + 2) << shift) - odd;

        var floor = middle / 4;
        if (floor >= 10)
        {
            var tens = floor / 10;
            var isDownInside = lower <= 40 * tens;
            var isUpInside = (40 * tens) + 40 <= upper;
            if (isDownInside != isUpInside)
            {
                exponent = k + 1;
                return tens + (isUpInside ? 1UL : 0);
            }
        }

        exponent = k;
        var isFloorInside = lower <= 4 * floor;
        var isCeilingInside = (4 * floor) + 4 <= upper;
        if (isFloorInside != isCeilingInside)
        {
            return floor + (isCeilingInside ? 1UL : 0);
        }

        var half = (4 * floor) + 2;
        return floor + (middle > half || (middle == half && (floor & 1) != 0) ? 1UL : 0);
    }

    // floor(log10(2^q)), or floor(log10(3/4 * 2^q)); right for every q of a float.
    private static int FloorLog10(int q, bool isThreeQuarters) =>
        ((q * 1_262_611) - (isThreeQuarters ? 524_031 : 0)) >> 22;

    // floor(log2(10^e)); right for every e of the table.
    private static int FloorLog2OfTenTo(int e) => (e * 1_741_647) >> 19;

    // The integer part of power * factor / 2^128, odd when there is a fraction: it then compares with even numbers
    // as the exact product does.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyToOdd(ulong power, ulong powerLow, ulong factor)
    {
        var carried = Math.BigMul(powerLow, factor, out _);
        var whole = Math.BigMul(power, factor, out var rest);
        rest += carried;
        whole += rest < carried ? 1UL : 0;
        return whole | (rest > 1 ? 1UL : 0);
    }
}
