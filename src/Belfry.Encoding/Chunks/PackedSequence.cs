using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Reads sequences of 64-bit integers: a predictor (<see cref="SequenceOrder"/>), residuals in at most four bins, and
/// outliers. How many numbers there are is known from elsewhere. All arithmetic wraps. Format:
/// docs/formats/packed-chunk.md.
/// </summary>
internal static class PackedSequence
{
    /// <summary>The most bytes that <paramref name="count"/> numbers take.</summary>
    internal static int SizeBytesMax(int count) => 1 + (count * sizeof(long));

    /// <summary>
    /// Fills <paramref name="numbers"/>[n] from the start of <paramref name="source"/> and tells how many bytes that
    /// took. False when these bytes are no sequence of that many; the numbers are then meaningless.
    /// </summary>
    internal static bool TryDecode(ReadOnlySpan<byte> source, Span<long> numbers, out int lengthBytes)
    {
        lengthBytes = 0;
        if (numbers.IsEmpty)
        {
            return true;
        }

        if (source.IsEmpty)
        {
            return false;
        }

        var header = source[0];
        if ((header & SequenceHeader.Raw) != 0)
        {
            return TryDecodeRaw(source, numbers, out lengthBytes);
        }

        var order = (SequenceOrder)(header & SequenceHeader.OrderMask);
        var reader = new SequenceReader(source[1..]);
        if (!reader.TryReadLine(header, out var line))
        {
            return false;
        }

        var residuals = numbers[Math.Min(Skipped(order), numbers.Length)..];
        if ((header & SequenceHeader.Exact) != 0)
        {
            if ((header & (SequenceHeader.Outliers | (3 << SequenceHeader.BinsShift))) != 0)
            {
                return false;
            }

            residuals.Clear();
        }
        else if (!reader.TryReadResiduals(header, residuals))
        {
            return false;
        }

        Restore(order, line, numbers);
        lengthBytes = 1 + reader.LengthBytes;
        return true;
    }

    /// <summary>How many numbers at the start of a sequence have no residual.</summary>
    internal static int Skipped(SequenceOrder order) => order switch
    {
        SequenceOrder.Plain => 0,
        SequenceOrder.DeltaOfDelta => 2,
        _ => 1,
    };

    private static bool TryDecodeRaw(ReadOnlySpan<byte> source, Span<long> numbers, out int lengthBytes)
    {
        lengthBytes = SizeBytesMax(numbers.Length);
        if (source[0] != SequenceHeader.Raw || source.Length < lengthBytes)
        {
            return false;
        }

        source[1..lengthBytes].CopyTo(MemoryMarshal.AsBytes(numbers));
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }

        return true;
    }

    // In place: residuals become numbers.
    private static void Restore(SequenceOrder order, in SequenceLine line, Span<long> numbers)
    {
        switch (order)
        {
            case SequenceOrder.Plain when line.Divisor == 1:
                break;
            case SequenceOrder.Plain:
                RestoreLine(line with { Slope = 0 }, numbers);
                break;
            case SequenceOrder.Line:
                numbers[0] = 0;
                RestoreLine(line, numbers);
                break;
            case SequenceOrder.Delta:
                numbers[0] = 0;
                RestoreDeltas(line, numbers);
                break;
            default:
                numbers[0] = 0;
                RestoreDeltasOfDeltas(line, numbers);
                break;
        }
    }

    private static void RestoreDeltas(in SequenceLine line, Span<long> numbers)
    {
        var sum = line.First;
        if (line.Divisor == 1)
        {
            for (var index = 0; index < numbers.Length; index++)
            {
                sum = unchecked(sum + numbers[index]);
                numbers[index] = sum;
            }

            return;
        }

        for (var index = 0; index < numbers.Length; index++)
        {
            sum = unchecked(sum + (numbers[index] * line.Divisor));
            numbers[index] = sum;
        }
    }

    private static void RestoreDeltasOfDeltas(in SequenceLine line, Span<long> numbers)
    {
        numbers[0] = line.First;
        if (numbers.Length == 1)
        {
            return;
        }

        var delta = unchecked(line.Slope * line.Divisor);
        var sum = unchecked(line.First + delta);
        numbers[1] = sum;
        for (var index = 2; index < numbers.Length; index++)
        {
            delta = unchecked(delta + (numbers[index] * line.Divisor));
            sum = unchecked(sum + delta);
            numbers[index] = sum;
        }
    }

    private static void RestoreLine(in SequenceLine line, Span<long> numbers)
    {
        var start = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            start = numbers.Length & -Vector256<long>.Count;
            ref var place = ref MemoryMarshal.GetReference(numbers);
            var slope = unchecked(line.Slope * line.Divisor);
            var points = unchecked(Vector256.Create(0L, 1, 2, 3) * slope + Vector256.Create(line.First));
            var step = Vector256.Create(unchecked(slope * Vector256<long>.Count));
            for (var index = 0; index < start; index += Vector256<long>.Count)
            {
                var scaled = Vector256.LoadUnsafe(ref place, (nuint)index) * line.Divisor;
                (scaled + points).StoreUnsafe(ref place, (nuint)index);
                points += step;
            }
        }

        RestoreLineEach(line, numbers, start);
    }

    private static void RestoreLineEach(in SequenceLine line, Span<long> numbers, int start)
    {
        for (var index = start; index < numbers.Length; index++)
        {
            numbers[index] = unchecked(line.First + (line.Divisor * ((line.Slope * index) + numbers[index])));
        }
    }
}
