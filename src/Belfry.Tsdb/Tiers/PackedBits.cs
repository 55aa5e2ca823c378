using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Belfry.Model;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Numbers as zigzag distances from a middle, each in the lowest bits of its value, one behind the other without gaps.
/// Four are unpacked at a time where the processor can; <see cref="UnpackScalar"/> is the same without. Format:
/// docs/formats/tiers.md.
/// </summary>
internal static class PackedBits
{
    /// <summary>The most bits of a number.</summary>
    internal const int WidthMax = 56;

    // So many bits that a word of 64 has four numbers, or two, from wherever in its first byte they start.
    private const int WidthOfFourMax = 14;
    private const int WidthOfTwoMax = 28;

    internal static int LengthBytes(int count, int width) => ((count * width) + 7) / 8;

    /// <summary>Writes the lowest bits of every number; returns the bytes written.</summary>
    internal static int Pack(ReadOnlySpan<long> numbers, long middle, int width, Span<byte> destination)
    {
        var length = LengthBytes(numbers.Length, width);
        destination = destination[..length];
        destination.Clear();
        var mask = (1UL << width) - 1;
        for (var index = 0; index < numbers.Length; index++)
        {
            var bits = Zigzag.Encode(unchecked(numbers[index] - middle)) & mask;
            var place = index * width;
            var value = (UInt128)bits << (place & 7);
            for (var at = place >> 3; value != 0; at++, value >>= 8)
            {
                destination[at] |= (byte)value;
            }
        }

        return length;
    }

    /// <summary>Reads what <see cref="Pack"/> wrote; the source has at least <see cref="LengthBytes"/>.</summary>
    internal static void Unpack(ReadOnlySpan<byte> source, long middle, int width, Span<long> numbers)
    {
        if (width == 0)
        {
            numbers.Fill(middle);
            return;
        }

        var done = Avx2.IsSupported && width <= WidthOfTwoMax ? UnpackFours(source, middle, width, numbers) : 0;
        UnpackScalar(source, middle, width, numbers, done);
    }

    /// <summary>The same from the number <paramref name="index"/> on, one at a time.</summary>
    internal static void UnpackScalar(
        ReadOnlySpan<byte> source, long middle, int width, Span<long> numbers, int index = 0)
    {
        var mask = (1UL << width) - 1;
        for (; index < numbers.Length; index++)
        {
            var place = index * width;
            var zigzag = (WordAt(source, place >> 3) >> (place & 7)) & mask;
            numbers[index] = unchecked(middle + Zigzag.Decode(zigzag));
        }
    }

    // Returns how many it unpacked: those whose words lie wholly in the source.
    private static int UnpackFours(ReadOnlySpan<byte> source, long middle, int width, Span<long> numbers)
    {
        var middles = Vector256.Create(middle);
        var mask = Vector256.Create((1UL << width) - 1);
        var isOneWord = width <= WidthOfFourMax;
        var (second, third) = ((ulong)width, isOneWord ? 2 * (ulong)width : 0);
        var shifts = Vector256.Create(0, second, third, third + second);
        var halfPlace = isOneWord ? 0 : 2 * width;
        var fours = MemoryMarshal.Cast<long, Vector256<long>>(numbers);
        var place = 0;
        for (var index = 0; index < fours.Length; index++, place += 4 * width)
        {
            var upperPlace = place + halfPlace;
            if ((upperPlace >> 3) > source.Length - sizeof(ulong))
            {
                return index * 4;
            }

            var lower = BinaryPrimitives.ReadUInt64LittleEndian(source[(place >> 3)..]) >> (place & 7);
            var upper = BinaryPrimitives.ReadUInt64LittleEndian(source[(upperPlace >> 3)..]) >> (upperPlace & 7);
            var words = isOneWord
                ? Vector256.Create(lower)
                : Vector256.Create(Vector128.Create(lower), Vector128.Create(upper));
            fours[index] = middles + Decode(Avx2.ShiftRightLogicalVariable(words, shifts) & mask);
        }

        return fours.Length * 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Decode(Vector256<ulong> zigzag) =>
        ((zigzag >>> 1) ^ (Vector256<ulong>.Zero - (zigzag & Vector256<ulong>.One))).AsInt64();

    private static ulong WordAt(ReadOnlySpan<byte> source, int at)
    {
        if (at <= source.Length - sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(source[at..]);
        }

        ulong word = 0;
        for (var index = source.Length - 1; index >= at; index--)
        {
            word = (word << 8) | source[index];
        }

        return word;
    }
}
