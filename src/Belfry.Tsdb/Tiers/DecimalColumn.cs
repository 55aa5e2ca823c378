using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Turns whole numbers into the floats that they are multiples of, four at a time, in the room where they stand. Every
/// step rounds as the same step on one float does.
/// </summary>
internal static class DecimalColumn
{
    /// <summary>Whole numbers of a power of ten below this are floats themselves.</summary>
    internal const double WholeMax = 1L << 51;

    /// <summary>Every number becomes itself and all before it; beyond 64 bits it wraps.</summary>
    internal static void Accumulate(Span<long> numbers)
    {
        long sum = 0;
        foreach (ref var number in numbers)
        {
            sum = unchecked(sum + number);
            number = sum;
        }
    }

    /// <summary>The numbers divided by a power of ten.</summary>
    internal static void Divide(Span<long> wholes, double power)
    {
        var fours = MemoryMarshal.Cast<long, Vector256<long>>(wholes);
        var floats = MemoryMarshal.Cast<long, double>(wholes);
        var powers = Vector256.Create(power);
        foreach (ref var four in fours)
        {
            // Most columns are whole, and a division takes longer than all else here.
            var wide = Vector256.ConvertToDouble(four);
            four = (power == 1 ? wide : wide / powers).AsInt64();
        }

        for (var index = fours.Length * 4; index < wholes.Length; index++)
        {
            floats[index] = wholes[index] / power;
        }
    }

    /// <summary>
    /// The same of differences from links, as whole numbers too; false when a link is none below
    /// <see cref="WholeMax"/>.
    /// </summary>
    internal static bool TryDivideLinked(Span<long> differences, ReadOnlySpan<double> links, double power)
    {
        var fours = MemoryMarshal.Cast<long, Vector256<long>>(differences);
        var linkFours = MemoryMarshal.Cast<double, Vector256<double>>(links)[..fours.Length];
        var powers = Vector256.Create(power);
        var most = Vector256.Create(WholeMax);
        var fits = Vector256<double>.AllBitsSet;
        for (var index = 0; index < fours.Length; index++)
        {
            var wholes = Vector256.Round(linkFours[index] * powers);
            fits &= Vector256.LessThan(Vector256.Abs(wholes), most);
            fours[index] = ((Vector256.ConvertToDouble(fours[index]) + wholes) / powers).AsInt64();
        }

        var areWhole = Vector256.EqualsAll(fits.AsInt64(), Vector256<long>.AllBitsSet);
        var floats = MemoryMarshal.Cast<long, double>(differences);
        for (var index = fours.Length * 4; index < floats.Length; index++)
        {
            var whole = Math.Round(links[index] * power);
            areWhole &= Math.Abs(whole) < WholeMax;
            floats[index] = (differences[index] + whole) / power;
        }

        return areWhole;
    }

    /// <summary>Moves every float by as many representable numbers.</summary>
    internal static void Shift(Span<double> floats, ReadOnlySpan<long> aways)
    {
        var fours = MemoryMarshal.Cast<double, Vector256<long>>(floats);
        var awayFours = MemoryMarshal.Cast<long, Vector256<long>>(aways)[..fours.Length];
        for (var index = 0; index < fours.Length; index++)
        {
            fours[index] += awayFours[index];
        }

        var bits = MemoryMarshal.Cast<double, long>(floats);
        for (var index = fours.Length * 4; index < bits.Length; index++)
        {
            bits[index] = unchecked(bits[index] + aways[index]);
        }
    }
}
