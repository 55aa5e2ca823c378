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
            lengths[64 - BitOperations.LeadingZeroCount(Zigzag.Encode(unchecked(number - median)))]++;
        }

        var width = CheapestWidth(lengths, numbers.Length);
        destination[0] = (byte)width;
        var written = 1 + Uvarint.Write(destination[1..], Zigzag.Encode(median));
        var exceptionCount = 0;
        for (var bits = width + 1; bits <= 64; bits++)
        {
            exceptionCount += lengths[bits];
        }

        written += Uvarint.Write(destination[written..], (ulong)exceptionCount);
        written += WriteExceptions(numbers, median, width, destination[written..]);
        return written + PackedBits.Pack(numbers, median, width, destination[written..]);
    }

    /// <summary>Reads as many numbers as the destination holds; false when the bytes are not that.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> source, Span<long> numbers, out int lengthBytes)
    {
        lengthBytes = 0;
        if (source.IsEmpty || source[0] > PackedBits.WidthMax)
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

        var packedLength = PackedBits.LengthBytes(numbers.Length, width);
        if (source.Length - at < packedLength)
        {
            return false;
        }

        var median = Zigzag.Decode(zigzag);
        PackedBits.Unpack(source[at..], median, width, numbers);
        lengthBytes = at + packedLength;
        return Patch(exceptions, (int)exceptionCount, width, median, numbers);
    }

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
        for (var width = 0; width <= PackedBits.WidthMax; width++)
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
            var excess = Zigzag.Encode(unchecked(numbers[index] - median)) >> width;
            if (excess != 0)
            {
                written += Uvarint.Write(destination[written..], (ulong)(index - before));
                written += Uvarint.Write(destination[written..], excess);
                before = index;
            }
        }

        return written;
    }

    // What is there already are the lowest bits of the distance from the median.
    private static bool Patch(ReadOnlySpan<byte> exceptions, int count, int width, long median, Span<long> numbers)
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

            ref var number = ref numbers[(int)index];
            var zigzag = Zigzag.Encode(unchecked(number - median)) | (excess << width);
            number = unchecked(median + Zigzag.Decode(zigzag));
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
