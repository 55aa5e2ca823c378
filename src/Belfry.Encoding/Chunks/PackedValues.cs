using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// A column of doubles, as in a <see cref="PackedChunk"/>: integers over a power of ten, or their bits when they are
/// not
/// decimal, as differences in bins. Every bit pattern comes back. The number of values is kept elsewhere. Format:
/// docs/formats/packed-chunk.md.
/// </summary>
public static class PackedValues
{
    private const int Bits = 0x1f;
    private const int Exceptions = 0x20;
    private const int ExceptionBytesMax = 3 + sizeof(long);

    /// <summary>How long the destination must be for <paramref name="count"/> values; the column is often far
    /// shorter.</summary>
    public static int SizeBytesMax(int count) =>
        1 + PackedSequence.SizeBytesMax(count) + sizeof(long) + 3 + (count * (ExceptionBytesMax - sizeof(long)) / 4);

    /// <summary>Writes <paramref name="values"/>. Returns the column's length; bytes of the destination behind it may
    /// have been overwritten.</summary>
    public static int Encode(ReadOnlySpan<double> values, Span<byte> destination)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        var rented = ArrayPool<long>.Shared.Rent(values.Length);
        try
        {
            var numbers = rented.AsSpan(0, values.Length);
            var exponent = DecimalScale.ChooseExponent(values);
            if (exponent >= 0)
            {
                var missed = DecimalScale.Scale(values, exponent, numbers);
                if (missed <= values.Length / 4)
                {
                    return WriteDecimals(values, exponent, missed, numbers, destination);
                }
            }

            MemoryMarshal.Cast<double, long>(values).CopyTo(numbers);
            Order(numbers);
            destination[0] = Bits;
            return 1 + PackedSequenceWriter.Encode(numbers, mayBeLine: false, destination[1..]);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// Fills <paramref name="values"/> from a column of that many values at the start of <paramref name="source"/>, and
    /// tells how long the column is. False when there is no such column; the values are then meaningless. Never throws
    /// for what the bytes are, never reads beyond them.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, Span<double> values, out int lengthBytes)
    {
        lengthBytes = 0;
        if (values.IsEmpty)
        {
            return true;
        }

        if (source.IsEmpty)
        {
            return false;
        }

        var kind = source[0];
        var exponent = kind & Bits;
        if (kind > (Bits | Exceptions) || exponent is > DecimalScale.ExponentMax and < Bits)
        {
            return false;
        }

        var exceptions = new ValueExceptions(source[1..]);
        if ((kind & Exceptions) != 0 && !exceptions.TryReadAll(values.Length))
        {
            return false;
        }

        var rest = source[(1 + exceptions.LengthBytes)..];
        var numbers = MemoryMarshal.Cast<double, long>(values)[..^exceptions.Count];
        if (!PackedSequence.TryDecode(rest, numbers, out var sequenceBytes))
        {
            return false;
        }

        if (exponent == Bits)
        {
            Order(numbers);
        }
        else
        {
            DecimalScale.Restore(numbers, exponent);
        }

        exceptions.Insert(values);
        lengthBytes = 1 + exceptions.LengthBytes + sequenceBytes;
        return true;
    }

    // Between the bits of doubles and integers that rise as the doubles do; its own inverse.
    private static void Order(Span<long> numbers)
    {
        var start = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            start = numbers.Length & -Vector256<long>.Count;
            ref var place = ref MemoryMarshal.GetReference(numbers);
            for (var index = 0; index < start; index += Vector256<long>.Count)
            {
                var bits = Vector256.LoadUnsafe(ref place, (nuint)index);
                var negative = Vector256.LessThan(bits, Vector256<long>.Zero);
                (bits ^ (negative & Vector256.Create(long.MaxValue))).StoreUnsafe(ref place, (nuint)index);
            }
        }

        for (var index = start; index < numbers.Length; index++)
        {
            numbers[index] ^= (numbers[index] >> 63) & long.MaxValue;
        }
    }

    private static int WriteDecimals(
        ReadOnlySpan<double> values, int exponent, int missed, Span<long> numbers, Span<byte> destination)
    {
        destination[0] = (byte)(exponent | (missed > 0 ? Exceptions : 0));
        var length = 1;
        if (missed > 0)
        {
            length += ValueExceptions.Write(values, numbers, missed, destination[1..]);
            numbers = numbers[..^missed];
        }

        return length + PackedSequenceWriter.Encode(numbers, mayBeLine: false, destination[length..]);
    }
}
