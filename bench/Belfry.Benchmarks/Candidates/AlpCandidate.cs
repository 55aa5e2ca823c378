using System.Buffers.Binary;
using System.Numerics;

namespace Belfry.Benchmarks.Candidates;

/// <summary>
/// ALP: Afroozeh et al., SIGMOD 2024, sections 3.1 and 3.4: decimals as integers with exponent and factor, frame of
/// reference, exceptions; real doubles cut into a left part with a dictionary and a right part as it is. One vector a
/// chunk; the pair (exponent, factor) is found on a sample.
/// </summary>
internal sealed class AlpCandidate : ColumnCandidate
{
    private const int ExponentMax = 18;
    private readonly long[] integers = new long[65536];
    private readonly ushort[] exceptions = new ushort[65536];

    public override string Name => "ALP";

    protected override int EncodeValues(ReadOnlySpan<double> values, Span<byte> destination)
    {
        var (exponent, factor) = Find(values);
        if (exponent < 0)
        {
            return EncodeReal(values, destination);
        }

        var count = 0;
        long fill = 0;
        for (var index = 0; index < values.Length; index++)
        {
            if (!TryEncode(values[index], exponent, factor, out integers[index]))
            {
                exceptions[count++] = (ushort)index;
            }
            else
            {
                fill = integers[index];
            }
        }

        for (var index = 0; index < count; index++)
        {
            integers[exceptions[index]] = fill;
        }

        long least = long.MaxValue, most = long.MinValue;
        foreach (var integer in integers.AsSpan(0, values.Length))
        {
            least = Math.Min(least, integer);
            most = Math.Max(most, integer);
        }

        var width = 64 - BitOperations.LeadingZeroCount((ulong)(most - least));
        destination[0] = (byte)exponent;
        destination[1] = (byte)factor;
        destination[2] = (byte)width;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[3..], (ushort)count);
        BinaryPrimitives.WriteInt64LittleEndian(destination[5..], least);
        var length = 13;
        for (var index = 0; index < count; index++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination[length..], exceptions[index]);
            BinaryPrimitives.WriteDoubleLittleEndian(destination[(length + 2)..], values[exceptions[index]]);
            length += 10;
        }

        var writer = new BitWriter(destination[length..]);
        foreach (var integer in integers.AsSpan(0, values.Length))
        {
            writer.Write((ulong)(integer - least), width);
        }

        return length + writer.Finish();
    }

    protected override void DecodeValues(ReadOnlySpan<byte> column, Span<double> values)
    {
        if (column[0] == byte.MaxValue)
        {
            DecodeReal(column, values);
            return;
        }

        var power = Power(column[1]);
        var scale = Power(-column[0]);
        int width = column[2];
        int count = BinaryPrimitives.ReadUInt16LittleEndian(column[3..]);
        var least = BinaryPrimitives.ReadInt64LittleEndian(column[5..]);
        var reader = new BitReader(column[(13 + (10 * count))..]);
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = (double)((long)reader.Read(width) + least) * power * scale;
        }

        for (var index = 0; index < count; index++)
        {
            var place = BinaryPrimitives.ReadUInt16LittleEndian(column[(13 + (10 * index))..]);
            values[place] = BinaryPrimitives.ReadDoubleLittleEndian(column[(15 + (10 * index))..]);
        }
    }

    private static int EncodeReal(ReadOnlySpan<double> values, Span<byte> destination)
    {
        const int rightBits = 48;
        Span<ushort> dictionary = stackalloc ushort[8];
        var known = 0;
        foreach (var value in values)
        {
            var left = (ushort)(BitConverter.DoubleToUInt64Bits(value) >> rightBits);
            if (known < dictionary.Length && !dictionary[..known].Contains(left))
            {
                dictionary[known++] = left;
            }
        }

        destination[0] = byte.MaxValue;
        var head = new BitWriter(destination[1..]);
        foreach (var left in dictionary)
        {
            head.Write(left, 16);
        }

        head.Finish();
        var writer = new BitWriter(destination[19..]);
        var exceptions = 0;
        foreach (var value in values)
        {
            var bits = BitConverter.DoubleToUInt64Bits(value);
            var entry = dictionary[..known].IndexOf((ushort)(bits >> rightBits));
            writer.Write((ulong)Math.Max(entry, 0), 3);
            writer.Write(bits & ((1ul << rightBits) - 1), rightBits);
            exceptions += entry < 0 ? 1 : 0;
        }

        // Left parts that are not in the dictionary: counted, and not restored; only a candidate.
        return 19 + writer.Finish() + (4 * exceptions);
    }

    private static void DecodeReal(ReadOnlySpan<byte> column, Span<double> values)
    {
        Span<ulong> dictionary = stackalloc ulong[8];
        for (var entry = 0; entry < dictionary.Length; entry++)
        {
            dictionary[entry] = (ulong)BinaryPrimitives.ReadUInt16LittleEndian(column[(1 + (2 * entry))..]) << 48;
        }

        var reader = new BitReader(column[19..]);
        foreach (ref var value in values)
        {
            var bits = dictionary[(int)reader.Read(3)];
            value = BitConverter.UInt64BitsToDouble(bits | reader.Read(48));
        }
    }

    private static (int Exponent, int Factor) Find(ReadOnlySpan<double> values)
    {
        var best = (Exponent: -1, Factor: 0);
        var probes = Math.Min(values.Length, 32);
        var bestBits = probes * 60;
        for (var exponent = 0; exponent <= ExponentMax; exponent++)
        {
            for (var factor = 0; factor <= exponent; factor++)
            {
                long least = long.MaxValue, most = long.MinValue;
                var bits = 0;
                for (var probe = 0; probe < probes && bits < bestBits; probe++)
                {
                    if (TryEncode(values[probe * values.Length / probes], exponent, factor, out var integer))
                    {
                        least = Math.Min(least, integer);
                        most = Math.Max(most, integer);
                    }
                    else
                    {
                        bits += 80;
                    }
                }

                bits += most < least ? 0 : probes * (64 - BitOperations.LeadingZeroCount((ulong)(most - least)));
                if (bits < bestBits)
                {
                    (best, bestBits) = ((exponent, factor), bits);
                }
            }
        }

        return best;
    }

    private static bool TryEncode(double value, int exponent, int factor, out long integer)
    {
        var scaled = Math.Round(value * Power(exponent) * Power(-factor));
        integer = Math.Abs(scaled) < 1L << 53 ? (long)scaled : 0;
        return BitConverter.DoubleToInt64Bits(integer * Power(factor) * Power(-exponent))
            == BitConverter.DoubleToInt64Bits(value);
    }

    private static double Power(int exponent) => Powers[exponent + ExponentMax];

    private static readonly double[] Powers =
        [.. Enumerable.Range(-ExponentMax, (2 * ExponentMax) + 1).Select(exponent => double.Parse(
            $"1e{exponent}", System.Globalization.CultureInfo.InvariantCulture))];
}
