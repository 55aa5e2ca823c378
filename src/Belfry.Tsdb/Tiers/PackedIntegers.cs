using System.Buffers.Binary;
using System.Numerics;
using Belfry.Model;

namespace Belfry.Tsdb.Tiers;

/// <summary>
/// Whole numbers packed with as many bits each as most of them need, measured from their median, and those that need
/// more listed apart (patched frames of reference: Zukowski et al., ICDE 2006). Equal numbers take no bits. Format:
/// docs/formats/tiers.md.
/// </summary>
internal static class PackedIntegers
{
    private const int WidthMax = 56;
    private const int ExceptionSizeBytes = 2;

    /// <summary>The most bytes that <paramref name="count"/> numbers take.</summary>
    internal static int LengthBytesMax(int count) => 32 + (count * (8 + (2 * Uvarint.LengthBytesMax)));

    /// <summary>Writes the numbers; returns the bytes written.</summary>
    internal static int Encode(ReadOnlySpan<long> numbers, Span<byte> destination)
    {
        var median = Median(numbers);
        Span<int> lengths = stackalloc int[65];
        foreach (var number in numbers)
        {
            lengths[64 - BitOperations.LeadingZeroCount(Zigzag(unchecked(number - median)))]++;
        }

        var width = CheapestWidth(lengths, numbers.Length);
        destination[0] = (byte)width;
        var written = 1 + Uvarint.Write(destination[1..], Zigzag(median));
        var exceptionCount = 0;
        for (var bits = width + 1; bits <= 64; bits++)
        {
            exceptionCount += lengths[bits];
        }

        written += Uvarint.Write(destination[written..], (ulong)exceptionCount);
        written += WriteExceptions(numbers, median, width, destination[written..]);
        return written + Pack(numbers, median, width, destination[written..]);
    }

    /// <summary>Reads as many numbers as the destination holds; false when the bytes are not that.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> source, Span<long> numbers, out int lengthBytes)
    {
        lengthBytes = 0;
        if (source.IsEmpty || source[0] > WidthMax)
        {
            return false;
        }

        var width = source[0];
        var at = 1;
        if (!TryTake(source, ref at, out var zigzag) || !TryTake(source, ref at, out var exceptionCount)
            || exceptionCount > (ulong)numbers.Length)
        {
            return false;
        }

        var exceptions = source[at..];
        for (ulong index = 0; index < exceptionCount * 2; index++)
        {
            if (!TryTake(source, ref at, out _))
            {
                return false;
            }
        }

        var packedLength = ((numbers.Length * width) + 7) / 8;
        if (source.Length - at < packedLength)
        {
            return false;
        }

        var median = Unzigzag(zigzag);
        if (width == 0 && exceptionCount == 0)
        {
            numbers.Fill(median);
        }
        else
        {
            Unpack(source.Slice(at, packedLength), width, numbers);
            if (!Patch(exceptions, (int)exceptionCount, width, numbers))
            {
                return false;
            }

            foreach (ref var number in numbers)
            {
                number = unchecked(median + Unzigzag((ulong)number));
            }
        }

        lengthBytes = at + packedLength;
        return true;
    }

    internal static ulong Zigzag(long number) => (ulong)(number << 1) ^ (ulong)(number >> 63);

    internal static long Unzigzag(ulong zigzag) => (long)(zigzag >> 1) ^ -(long)(zigzag & 1);

    private static long Median(ReadOnlySpan<long> numbers)
    {
        if (numbers.IsEmpty)
        {
            return 0;
        }

        var sorted = numbers.ToArray();
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }

    private static int CheapestWidth(ReadOnlySpan<int> lengths, int count)
    {
        var (best, bestBits) = (0, long.MaxValue);
        for (var width = 0; width <= WidthMax; width++)
        {
            var bits = (long)width * count;
            for (var longer = width + 1; longer <= 64; longer++)
            {
                bits += lengths[longer] * (((longer - width + 6L) / 7) + ExceptionSizeBytes) * 8;
            }

            (best, bestBits) = bits < bestBits ? (width, bits) : (best, bestBits);
        }

        return best;
    }

    private static int WriteExceptions(ReadOnlySpan<long> numbers, long median, int width, Span<byte> destination)
    {
        var (written, before) = (0, 0);
        for (var index = 0; index < numbers.Length; index++)
        {
            var excess = Zigzag(unchecked(numbers[index] - median)) >> width;
            if (excess != 0)
            {
                written += Uvarint.Write(destination[written..], (ulong)(index - before));
                written += Uvarint.Write(destination[written..], excess);
                before = index;
            }
        }

        return written;
    }

    private static int Pack(ReadOnlySpan<long> numbers, long median, int width, Span<byte> destination)
    {
        var length = ((numbers.Length * width) + 7) / 8;
        destination = destination[..length];
        destination.Clear();
        var mask = (1UL << width) - 1;
        for (var index = 0; index < numbers.Length; index++)
        {
            var bits = Zigzag(unchecked(numbers[index] - median)) & mask;
            var place = index * width;
            var value = (UInt128)bits << (place & 7);
            for (var at = place >> 3; value != 0; at++, value >>= 8)
            {
                destination[at] |= (byte)value;
            }
        }

        return length;
    }

    private static void Unpack(ReadOnlySpan<byte> packed, int width, Span<long> numbers)
    {
        var mask = (1UL << width) - 1;
        var whole = width == 0 ? numbers.Length : Math.Min(numbers.Length, (packed.Length - 8) * 8 / width);
        var index = 0;
        for (var place = 0; index < whole; index++, place += width)
        {
            var word = width == 0 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(packed[(place >> 3)..]);
            numbers[index] = (long)((word >> (place & 7)) & mask);
        }

        // Behind the last whole word.
        for (; index < numbers.Length; index++)
        {
            var place = index * width;
            UInt128 word = 0;
            for (var at = place >> 3; at < Math.Min(packed.Length, (place >> 3) + 8); at++)
            {
                word |= (UInt128)packed[at] << ((at - (place >> 3)) * 8);
            }

            numbers[index] = (long)((ulong)(word >> (place & 7)) & mask);
        }
    }

    private static bool Patch(ReadOnlySpan<byte> exceptions, int count, int width, Span<long> numbers)
    {
        var at = 0;
        ulong index = 0;
        for (; count > 0; count--)
        {
            TryTake(exceptions, ref at, out var gap);
            TryTake(exceptions, ref at, out var excess);
            index += gap;
            if (gap >= (ulong)numbers.Length || index >= (ulong)numbers.Length)
            {
                return false;
            }

            numbers[(int)index] |= (long)(excess << width);
        }

        return true;
    }

    private static bool TryTake(ReadOnlySpan<byte> source, ref int at, out ulong value)
    {
        if (!Uvarint.TryRead(source[at..], out value, out var length))
        {
            return false;
        }

        at += length;
        return true;
    }
}
