using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Values of a column that are not decimal, with their places, from the last to the first: in that order they can be
/// put between the others in place. Format: docs/formats/packed-chunk.md.
/// </summary>
internal ref struct ValueExceptions(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> source = source;

    /// <summary>The number of exceptions; 0 before <see cref="TryReadAll"/>.</summary>
    internal int Count { get; private set; }

    /// <summary>The bytes of the list; 0 before <see cref="TryReadAll"/>.</summary>
    internal int LengthBytes { get; private set; }

    /// <summary>
    /// Writes the exceptions of <paramref name="values"/>, those whose <paramref name="numbers"/> are
    /// <see cref="DecimalScale.None"/>, and closes the gaps in the numbers. Returns the bytes written.
    /// </summary>
    internal static int Write(ReadOnlySpan<double> values, Span<long> numbers, int count, Span<byte> destination)
    {
        var length = Uvarint.Write(destination, (ulong)count);
        var behind = numbers.Length;
        for (var index = numbers.Length - 1; index >= 0; index--)
        {
            if (numbers[index] == DecimalScale.None)
            {
                length += Uvarint.Write(destination[length..], (ulong)(behind - index - 1));
                BinaryPrimitives.WriteDoubleLittleEndian(destination[length..], values[index]);
                length += sizeof(double);
                behind = index;
            }
        }

        var kept = 0;
        foreach (var number in numbers)
        {
            numbers[kept] = number;
            kept += number == DecimalScale.None ? 0 : 1;
        }

        return length;
    }

    /// <summary>Checks the list of a column of <paramref name="valueCount"/> values.</summary>
    internal bool TryReadAll(int valueCount)
    {
        if (!Uvarint.TryRead(source, out var count, out var length) || count > (ulong)valueCount)
        {
            return false;
        }

        var behind = valueCount;
        for (var index = 0ul; index < count; index++)
        {
            if (!TryRead(ref length, ref behind, out _))
            {
                return false;
            }
        }

        Count = (int)count;
        LengthBytes = length;
        return true;
    }

    /// <summary>Makes room for the exceptions among the first values and puts them there.</summary>
    internal readonly void Insert(Span<double> values)
    {
        if (Count == 0)
        {
            return;
        }

        Uvarint.TryRead(source, out _, out var length);
        var from = values.Length - Count;
        var behind = values.Length;
        for (var index = 0; index < Count; index++)
        {
            var end = behind;
            TryRead(ref length, ref behind, out var value);
            var moved = end - behind - 1;
            from -= moved;
            values.Slice(from, moved).CopyTo(values[(behind + 1)..]);
            values[behind] = value;
        }
    }

    private readonly bool TryRead(ref int length, ref int behind, out double value)
    {
        value = 0;
        var rest = source[length..];
        if (!Uvarint.TryRead(rest, out var gap, out var gapBytes) || gap >= (ulong)behind
            || rest.Length < gapBytes + sizeof(double))
        {
            return false;
        }

        value = BinaryPrimitives.ReadDoubleLittleEndian(rest[gapBytes..]);
        length += gapBytes + sizeof(double);
        behind -= (int)gap + 1;
        return true;
    }
}
