using System.Buffers;
using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Writes sequences of 64-bit integers in the smallest form that a quick search finds. Format:
/// docs/formats/packed-chunk.md; read by <see cref="PackedSequence"/>.
/// </summary>
internal static class PackedSequenceWriter
{
    // Header, three numbers of a line, the first base, three bins with a distance.
    private const int HeadBytesMax = 1 + (3 * 10) + 10 + 1 + (3 * 11);

    /// <summary>
    /// Writes <paramref name="numbers"/>, which become differences divided by their greatest common divisor, if that
    /// helps. Returns the bytes written, at most <see cref="PackedSequence.SizeBytesMax"/>; eight bytes behind them may
    /// be written to as well.
    /// </summary>
    internal static int Encode(Span<long> numbers, bool mayBeLine, Span<byte> destination)
    {
        if (numbers.IsEmpty)
        {
            return 0;
        }

        if (numbers.Length == 1 || !numbers.ContainsAnyExcept(numbers[0]))
        {
            var length = 1 + Uvarint.LengthBytes(Zigzag.Encode(numbers[0]));
            if (length > PackedSequence.SizeBytesMax(numbers.Length))
            {
                return EncodeRaw(numbers, destination);
            }

            destination[0] = SequenceHeader.Exact | (int)SequenceOrder.Delta;
            return 1 + Uvarint.Write(destination[1..], Zigzag.Encode(numbers[0]));
        }

        var rented = ArrayPool<long>.Shared.Rent(numbers.Length * 2);
        try
        {
            return EncodeVaried(numbers, mayBeLine, rented, destination);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private static int EncodeVaried(
        ReadOnlySpan<long> numbers, bool mayBeLine, Span<long> scratch, Span<byte> destination)
    {
        var steps = scratch[..numbers.Length];
        var divisor = SequencePredictor.Divisor(numbers);
        if (divisor == 1)
        {
            numbers.CopyTo(steps);
        }
        else
        {
            Divide(numbers, divisor, steps);
        }

        long slope = 0;
        var order = numbers.Length < 3 ? SequenceOrder.Delta
            : SequencePredictor.Choose(steps, mayBeLine, out slope);
        if (order == SequenceOrder.DeltaOfDelta)
        {
            slope = unchecked(steps[1] - steps[0]);
        }

        var residuals = scratch.Slice(numbers.Length, numbers.Length);
        residuals = residuals[..SequencePredictor.Apply(order, slope, steps, residuals)];
        if (order == SequenceOrder.Line && !residuals.ContainsAnyExcept(0))
        {
            (slope, divisor) = (unchecked(slope * divisor), 1);
        }

        return Write(numbers, new SequenceLine(numbers[0], slope, divisor), order, residuals, destination);
    }

    private static void Divide(ReadOnlySpan<long> numbers, long divisor, Span<long> steps)
    {
        var first = numbers[0];
        if (long.IsPow2(divisor))
        {
            var shift = System.Numerics.BitOperations.TrailingZeroCount(divisor);
            for (var index = 0; index < numbers.Length; index++)
            {
                steps[index] = unchecked(numbers[index] - first) >> shift;
            }

            return;
        }

        for (var index = 0; index < numbers.Length; index++)
        {
            steps[index] = unchecked(numbers[index] - first) / divisor;
        }
    }

    private static int Write(
        ReadOnlySpan<long> numbers,
        in SequenceLine line,
        SequenceOrder order,
        ReadOnlySpan<long> residuals,
        Span<byte> destination)
    {
        Span<byte> head = stackalloc byte[HeadBytesMax];
        head[0] = (byte)order;
        var length = 1 + WriteLine(line, order, head);
        if (residuals.IsEmpty || !residuals.ContainsAnyExcept(0))
        {
            head[0] |= SequenceHeader.Exact;
            if (length > PackedSequence.SizeBytesMax(numbers.Length))
            {
                return EncodeRaw(numbers, destination);
            }

            head[..length].CopyTo(destination);
            return length;
        }

        var packing = BinPacking.Choose(residuals);
        head[0] |= (byte)((packing.Bins.Count - 1) << SequenceHeader.BinsShift);
        head[0] |= packing.Outliers > 0 ? (byte)SequenceHeader.Outliers : (byte)0;
        length += packing.WriteBins(head[length..]);
        if (length + packing.SizeBytes >= PackedSequence.SizeBytesMax(numbers.Length))
        {
            return EncodeRaw(numbers, destination);
        }

        head[..length].CopyTo(destination);
        return length + packing.Write(residuals, destination[length..]);
    }

    private static int WriteLine(in SequenceLine line, SequenceOrder order, Span<byte> head)
    {
        var length = 1;
        if (order != SequenceOrder.Plain || line.Divisor != 1)
        {
            length += Uvarint.Write(head[length..], Zigzag.Encode(line.First));
        }

        if (line.Divisor != 1)
        {
            head[0] |= SequenceHeader.Divided;
            length += Uvarint.Write(head[length..], (ulong)line.Divisor);
        }

        if (order == SequenceOrder.DeltaOfDelta)
        {
            length += Uvarint.Write(head[length..], Zigzag.Encode(line.Slope));
        }
        else if (order == SequenceOrder.Line)
        {
            length += Uvarint.Write(head[length..], (ulong)line.Slope);
        }

        return length - 1;
    }

    private static int EncodeRaw(ReadOnlySpan<long> numbers, Span<byte> destination)
    {
        destination[0] = SequenceHeader.Raw;
        for (var index = 0; index < numbers.Length; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(destination[(1 + (index * sizeof(long)))..], numbers[index]);
        }

        return PackedSequence.SizeBytesMax(numbers.Length);
    }
}
