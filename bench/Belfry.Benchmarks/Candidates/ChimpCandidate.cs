using System.Numerics;

namespace Belfry.Benchmarks.Candidates;

/// <summary>Chimp128: Liakos et al., VLDB 2022, sections 4 and 5.</summary>
internal sealed class ChimpCandidate : ColumnCandidate
{
    private const int Kept = 128;
    private const int KeyBits = 14;
    private const int TrailingLeast = 6 + 7;

    private readonly int[] places = new int[1 << KeyBits];

    public override string Name => "Chimp128";

    private static ReadOnlySpan<byte> Leading => [0, 8, 12, 16, 18, 20, 22, 24];

    protected override int EncodeValues(ReadOnlySpan<double> values, Span<byte> destination)
    {
        Array.Fill(places, -Kept);
        var writer = new BitWriter(destination);
        var leadingBefore = -1;
        for (var index = 0; index < values.Length; index++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(values[index]);
            ref var place = ref places[bits & ((1 << KeyBits) - 1)];
            if (index == 0)
            {
                writer.Write(bits & uint.MaxValue, 32);
                writer.Write(bits >> 32, 32);
            }
            else
            {
                leadingBefore = WriteXor(ref writer, values, index, place, bits, leadingBefore);
            }

            place = index;
        }

        return writer.Finish();
    }

    protected override void DecodeValues(ReadOnlySpan<byte> column, Span<double> values)
    {
        var reader = new BitReader(column);
        values[0] = BitConverter.UInt64BitsToDouble(reader.Read(64));
        var leading = 0;
        for (var index = 1; index < values.Length; index++)
        {
            var flag = reader.Read(2);
            var reference = flag < 2 ? index - 1 - (int)reader.Read(7) : index - 1;
            ulong xor = 0;
            if (flag == 1)
            {
                leading = Leading[(int)reader.Read(3)];
                var significant = (int)reader.Read(6) + 1;
                xor = reader.Read(significant) << (64 - leading - significant);
            }
            else if (flag > 1)
            {
                leading = flag == 3 ? Leading[(int)reader.Read(3)] : leading;
                xor = reader.Read(64 - leading);
            }

            values[index] = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(values[reference]) ^ xor);
        }
    }

    private static int WriteXor(
        ref BitWriter writer, ReadOnlySpan<double> values, int index, int place, ulong bits, int leadingBefore)
    {
        if (index - place <= Kept)
        {
            var far = bits ^ BitConverter.DoubleToUInt64Bits(values[place]);
            if (far == 0)
            {
                writer.Write((ulong)(index - 1 - place) << 2, 9);
                return leadingBefore;
            }

            var trailing = BitOperations.TrailingZeroCount(far);
            if (trailing > TrailingLeast)
            {
                var (code, leading) = Rounded(far);
                var significant = 64 - leading - trailing;
                writer.Write(1 | ((ulong)(index - 1 - place) << 2) | ((ulong)code << 9), 12);
                writer.Write((ulong)significant - 1, 6);
                WriteWide(ref writer, far >> trailing, significant);
                return leading;
            }
        }

        var near = bits ^ BitConverter.DoubleToUInt64Bits(values[index - 1]);
        var (nearCode, nearLeading) = Rounded(near);
        writer.Write(nearLeading == leadingBefore ? 2ul : 3ul | ((ulong)nearCode << 2), nearLeading == leadingBefore ? 2 : 5);
        WriteWide(ref writer, near, 64 - nearLeading);
        return nearLeading;
    }

    private static void WriteWide(ref BitWriter writer, ulong bits, int width)
    {
        if (width > 56)
        {
            writer.Write(bits & uint.MaxValue, 32);
            bits >>= 32;
            width -= 32;
        }

        writer.Write(bits, width);
    }

    private static (int Code, int Leading) Rounded(ulong xor)
    {
        var leading = BitOperations.LeadingZeroCount(xor);
        var code = Leading.Length - 1;
        while (Leading[code] > leading)
        {
            code--;
        }

        return (code, Leading[code]);
    }
}
