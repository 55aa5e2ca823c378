using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Doubles as integers over a power of ten. A value is decimal at exponent e when some integer m with |m| ≤ 2^53
/// divided by 10^e gives exactly its bits; -0, infinities and NaN never are. Division of two exact doubles is correctly
/// rounded, so that every decimal of up to 15 digits is found.
/// </summary>
internal static class DecimalScale
{
    /// <summary>The greatest exponent; 10^22 is the last power of ten that a double holds exactly.</summary>
    internal const int ExponentMax = 22;

    /// <summary>Stands for a value that is not decimal.</summary>
    internal const long None = long.MinValue;

    private const double IntegerMax = 1L << 53;
    private const int ProbesMax = 24;

    // What an exception costs more than a decimal, and a digit, in bits.
    private const int ExceptionBits = 72;
    private const int DigitBits = 3;

    // An array: a span over constants is made anew, with an allocation, in code that is not optimised yet.
    private static readonly double[] Powers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>The exponent that suits a sample of <paramref name="values"/> best; -1 when most are not
    /// decimal.</summary>
    internal static int ChooseExponent(ReadOnlySpan<double> values)
    {
        Span<int> counts = stackalloc int[ExponentMax + 1];
        counts.Clear();
        var probes = Math.Min(values.Length, ProbesMax);
        var found = 0;
        var known = 0u;
        for (var probe = 0; probe < probes; probe++)
        {
            var exponent = LeastExponent(values[(int)((long)probe * values.Length / probes)], ref known);
            if (exponent >= 0)
            {
                counts[exponent]++;
                found++;
            }
            else if (probe == 5 && found == 0)
            {
                return -1;
            }
        }

        var best = -1;
        var bestBits = probes * 64;
        var missed = probes;
        for (var exponent = 0; exponent <= ExponentMax; exponent++)
        {
            missed -= counts[exponent];
            var bits = (missed * ExceptionBits) + (probes * exponent * DigitBits);
            if (counts[exponent] > 0 && bits < bestBits)
            {
                (best, bestBits) = (exponent, bits);
            }
        }

        return best;
    }

    /// <summary>
    /// Fills <paramref name="integers"/>, as long as <paramref name="values"/>, with <see cref="None"/> for those that
    /// are not decimal at <paramref name="exponent"/>; returns how many those are.
    /// </summary>
    internal static int Scale(ReadOnlySpan<double> values, int exponent, Span<long> integers)
    {
        var start = 0;
        var missed = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            start = values.Length & -Vector256<double>.Count;
            missed = ScaleVectors(values[..start], Powers[exponent], integers);
        }

        return missed + ScaleEach(values, exponent, integers, start);
    }

    /// <summary>The scalar twin of <see cref="Scale"/>, from <paramref name="start"/> on.</summary>
    internal static int ScaleEach(ReadOnlySpan<double> values, int exponent, Span<long> integers, int start)
    {
        var missed = 0;
        for (var index = start; index < values.Length; index++)
        {
            integers[index] = TryScale(values[index], Powers[exponent], out var integer) ? integer : None;
            missed += integers[index] == None ? 1 : 0;
        }

        return missed;
    }

    /// <summary>Turns integers into values, in place: each is divided and its bits become a double's.</summary>
    internal static void Restore(Span<long> integers, int exponent)
    {
        var start = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            start = integers.Length & -Vector256<long>.Count;
            ref var place = ref MemoryMarshal.GetReference(integers);
            var power = Vector256.Create(Powers[exponent]);
            for (var index = 0; index < start; index += Vector256<long>.Count)
            {
                var value = Vector256.ConvertToDouble(Vector256.LoadUnsafe(ref place, (nuint)index));
                value = exponent == 0 ? value : value / power;
                value.AsInt64().StoreUnsafe(ref place, (nuint)index);
            }
        }

        RestoreEach(integers, exponent, start);
    }

    /// <summary>The scalar twin of <see cref="Restore"/>, from <paramref name="start"/> on.</summary>
    internal static void RestoreEach(Span<long> integers, int exponent, int start)
    {
        for (var index = start; index < integers.Length; index++)
        {
            integers[index] = BitConverter.DoubleToInt64Bits(integers[index] / Powers[exponent]);
        }
    }

    private static int ScaleVectors(ReadOnlySpan<double> values, double power, Span<long> integers)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(integers);
        var powers = Vector256.Create(power);
        var limit = Vector256.Create(IntegerMax);
        var none = Vector256.Create(None);
        var found = Vector256<long>.Zero;
        for (var index = 0; index < values.Length; index += Vector256<double>.Count)
        {
            var value = Vector256.LoadUnsafe(ref from, (nuint)index);
            var rounded = Vector256.Round(value * powers);
            var isSmall = Vector256.LessThanOrEqual(Vector256.Abs(rounded), limit);

            // Beyond the limit the conversion is of no use, and zero converts alike everywhere.
            rounded = Vector256.ConditionalSelect(isSmall, rounded, Vector256<double>.Zero);
            var integer = Vector256.ConvertToInt64(rounded);
            var isExact = Vector256.Equals((Vector256.ConvertToDouble(integer) / powers).AsInt64(), value.AsInt64())
                & isSmall.AsInt64();
            Vector256.ConditionalSelect(isExact, integer, none).StoreUnsafe(ref to, (nuint)index);
            found -= isExact;
        }

        return values.Length - (int)Vector256.Sum(found);
    }

    private static bool TryScale(double value, double power, out long integer)
    {
        var rounded = Math.Round(value * power);
        integer = Math.Abs(rounded) <= IntegerMax ? (long)rounded : 0;
        return Math.Abs(rounded) <= IntegerMax
            && BitConverter.DoubleToInt64Bits(integer / power) == BitConverter.DoubleToInt64Bits(value);
    }

    // Exponents that other values had are tried first: they are a bit set, and most columns have one or two.
    private static int LeastExponent(double value, ref uint known)
    {
        for (var rest = known; rest != 0; rest &= rest - 1)
        {
            var exponent = System.Numerics.BitOperations.TrailingZeroCount(rest);
            if (TryScale(value, Powers[exponent], out _))
            {
                return exponent;
            }
        }

        for (var exponent = 0; exponent <= ExponentMax; exponent++)
        {
            if (!(Math.Abs(value * Powers[exponent]) <= IntegerMax))
            {
                return -1;
            }

            if ((known >> exponent & 1) == 0 && TryScale(value, Powers[exponent], out _))
            {
                known |= 1u << exponent;
                return exponent;
            }
        }

        return -1;
    }
}
