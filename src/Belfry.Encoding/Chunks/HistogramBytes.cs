using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Encoding.Chunks;

/// <summary>
/// Writes and reads one native histogram as bytes; one with the same layout as the one before it leaves the layout out.
/// Format: docs/formats/histogram-list.md.
/// </summary>
public static class HistogramBytes
{
    private const int IsFloat = 1;
    private const int HintShift = 1;
    private const int IsSameLayout = 8;
    private const int KnownFlags = 15;

    /// <summary>The most bytes that <see cref="Write"/> takes for this histogram.</summary>
    public static int SizeBytesMax(NativeHistogram histogram)
    {
        var buckets = histogram switch
        {
            IntegerHistogram whole => whole.PositiveDeltas.Length + whole.NegativeDeltas.Length,
            FloatHistogram fractional => fractional.PositiveBuckets.Length + fractional.NegativeBuckets.Length,
            _ => 0,
        };
        var spans = histogram.PositiveSpans.Length + histogram.NegativeSpans.Length;
        return 1 + (Uvarint.LengthBytesMax * (6 + (2 * spans) + buckets)) + (8 * (4 + histogram.CustomValues.Length));
    }

    /// <summary>
    /// Writes the histogram at the start of <paramref name="destination"/>, which has <see cref="SizeBytesMax"/> bytes;
    /// returns the bytes written. <paramref name="before"/> is what <see cref="TryRead"/> will be given.
    /// </summary>
    public static int Write(Span<byte> destination, NativeHistogram histogram, NativeHistogram? before)
    {
        var isSame = before is not null && HasSameLayout(histogram, before);
        var flags = (histogram is FloatHistogram ? IsFloat : 0)
            | ((int)histogram.CounterResetHint << HintShift)
            | (isSame ? IsSameLayout : 0);
        destination[0] = (byte)flags;
        var at = 1;
        if (!isSame)
        {
            at += WriteLayout(destination[at..], histogram);
        }

        BinaryPrimitives.WriteDoubleLittleEndian(destination[at..], histogram.Sum);
        at += 8;
        return at + (histogram is IntegerHistogram whole
            ? WriteCounts(destination[at..], whole)
            : WriteCounts(destination[at..], (FloatHistogram)histogram));
    }

    /// <summary>
    /// Takes a histogram off the start of <paramref name="rest"/>. False when the bytes are none; never throws for what
    /// they are, and makes no array longer than the bytes that are there.
    /// </summary>
    public static bool TryRead(
        ref ReadOnlySpan<byte> rest, NativeHistogram? before, [NotNullWhen(true)] out NativeHistogram? histogram)
    {
        histogram = null;
        if (rest.IsEmpty || (rest[0] & ~KnownFlags) != 0)
        {
            return false;
        }

        int flags = rest[0];
        rest = rest[1..];
        NativeHistogram? layout = before;
        if ((flags & IsSameLayout) == 0 && !TryReadLayout(ref rest, out layout))
        {
            return false;
        }

        var hint = (CounterResetHint)((flags >> HintShift) & 3);
        return layout is not null && TryReadDouble(ref rest, out var sum) && ((flags & IsFloat) != 0
            ? TryReadFloat(ref rest, layout, hint, sum, out histogram)
            : TryReadInteger(ref rest, layout, hint, sum, out histogram));
    }

    /// <summary>Whether both have the same schema, zero threshold, spans and bounds.</summary>
    public static bool HasSameLayout(NativeHistogram left, NativeHistogram right) =>
        left.Schema == right.Schema
        && BitConverter.DoubleToInt64Bits(left.ZeroThreshold) == BitConverter.DoubleToInt64Bits(right.ZeroThreshold)
        && left.PositiveSpans.AsSpan().SequenceEqual(right.PositiveSpans)
        && left.NegativeSpans.AsSpan().SequenceEqual(right.NegativeSpans)
        && left.CustomValues.AsSpan().SequenceEqual(right.CustomValues);

    private static int WriteLayout(Span<byte> destination, NativeHistogram histogram)
    {
        var at = WriteSigned(destination, histogram.Schema);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[at..], histogram.ZeroThreshold);
        at += 8;
        at += WriteSpans(destination[at..], histogram.PositiveSpans);
        at += WriteSpans(destination[at..], histogram.NegativeSpans);
        at += Uvarint.Write(destination[at..], (ulong)histogram.CustomValues.Length);
        return at + WriteDoubles(destination[at..], histogram.CustomValues);
    }

    private static int WriteSpans(Span<byte> destination, BucketSpan[] spans)
    {
        var at = Uvarint.Write(destination, (ulong)spans.Length);
        foreach (var span in spans)
        {
            at += WriteSigned(destination[at..], span.Offset);
            at += Uvarint.Write(destination[at..], span.Length);
        }

        return at;
    }

    private static int WriteCounts(Span<byte> destination, IntegerHistogram histogram)
    {
        var at = Uvarint.Write(destination, histogram.ZeroCount);
        at += Uvarint.Write(destination[at..], histogram.Count);
        foreach (var delta in histogram.PositiveDeltas)
        {
            at += WriteSigned(destination[at..], delta);
        }

        foreach (var delta in histogram.NegativeDeltas)
        {
            at += WriteSigned(destination[at..], delta);
        }

        return at;
    }

    private static int WriteCounts(Span<byte> destination, FloatHistogram histogram)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(destination, histogram.ZeroCount);
        BinaryPrimitives.WriteDoubleLittleEndian(destination[8..], histogram.Count);
        var at = 16 + WriteDoubles(destination[16..], histogram.PositiveBuckets);
        return at + WriteDoubles(destination[at..], histogram.NegativeBuckets);
    }

    private static int WriteDoubles(Span<byte> destination, double[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(destination[(index * 8)..], values[index]);
        }

        return values.Length * 8;
    }

    private static int WriteSigned(Span<byte> destination, long value) =>
        Uvarint.Write(destination, Zigzag.Encode(value));

    private static bool TryReadLayout(ref ReadOnlySpan<byte> rest, out NativeHistogram? layout)
    {
        layout = null;
        if (!TryReadSigned(ref rest, out var schema) || schema is < int.MinValue or > int.MaxValue
            || !TryReadDouble(ref rest, out var zeroThreshold)
            || !TryReadSpans(ref rest, out var positive)
            || !TryReadSpans(ref rest, out var negative)
            || !TryReadUnsigned(ref rest, out var count)
            || !TryReadDoubles(ref rest, count, out var customValues))
        {
            return false;
        }

        layout = new FloatHistogram
        {
            Schema = (int)schema,
            ZeroThreshold = zeroThreshold,
            PositiveSpans = positive,
            NegativeSpans = negative,
            CustomValues = customValues,
        };
        return true;
    }

    private static bool TryReadSpans(ref ReadOnlySpan<byte> rest, out BucketSpan[] spans)
    {
        spans = [];

        // A span takes two bytes at least, so no count can ask for more room than the bytes are.
        if (!TryReadUnsigned(ref rest, out var count) || count > (ulong)rest.Length / 2)
        {
            return false;
        }

        spans = count == 0 ? [] : new BucketSpan[count];
        for (var index = 0; index < spans.Length; index++)
        {
            if (!TryReadSigned(ref rest, out var offset) || offset is < int.MinValue or > int.MaxValue
                || !TryReadUnsigned(ref rest, out var length) || length > uint.MaxValue)
            {
                return false;
            }

            spans[index] = new BucketSpan((int)offset, (uint)length);
        }

        return true;
    }

    private static bool TryReadInteger(
        ref ReadOnlySpan<byte> rest,
        NativeHistogram layout,
        CounterResetHint hint,
        double sum,
        out NativeHistogram? read)
    {
        read = null;
        if (!TryReadUnsigned(ref rest, out var zeroCount) || !TryReadUnsigned(ref rest, out var count)
            || !TryReadDeltas(ref rest, layout.PositiveSpans, out var positive)
            || !TryReadDeltas(ref rest, layout.NegativeSpans, out var negative))
        {
            return false;
        }

        read = new IntegerHistogram
        {
            CounterResetHint = hint,
            Schema = layout.Schema,
            ZeroThreshold = layout.ZeroThreshold,
            Sum = sum,
            PositiveSpans = layout.PositiveSpans,
            NegativeSpans = layout.NegativeSpans,
            CustomValues = layout.CustomValues,
            ZeroCount = zeroCount,
            Count = count,
            PositiveDeltas = positive,
            NegativeDeltas = negative,
        };
        return true;
    }

    private static bool TryReadFloat(
        ref ReadOnlySpan<byte> rest,
        NativeHistogram layout,
        CounterResetHint hint,
        double sum,
        out NativeHistogram? read)
    {
        read = null;
        if (!TryReadDouble(ref rest, out var zeroCount) || !TryReadDouble(ref rest, out var count)
            || !TryReadDoubles(ref rest, BucketCount(layout.PositiveSpans), out var positive)
            || !TryReadDoubles(ref rest, BucketCount(layout.NegativeSpans), out var negative))
        {
            return false;
        }

        read = new FloatHistogram
        {
            CounterResetHint = hint,
            Schema = layout.Schema,
            ZeroThreshold = layout.ZeroThreshold,
            Sum = sum,
            PositiveSpans = layout.PositiveSpans,
            NegativeSpans = layout.NegativeSpans,
            CustomValues = layout.CustomValues,
            ZeroCount = zeroCount,
            Count = count,
            PositiveBuckets = positive,
            NegativeBuckets = negative,
        };
        return true;
    }

    private static ulong BucketCount(BucketSpan[] spans)
    {
        ulong count = 0;
        foreach (var span in spans)
        {
            count += span.Length;
        }

        return count;
    }

    private static bool TryReadDeltas(ref ReadOnlySpan<byte> rest, BucketSpan[] spans, out long[] deltas)
    {
        deltas = [];
        var count = BucketCount(spans);
        if (count > (ulong)rest.Length)
        {
            return false;
        }

        deltas = count == 0 ? [] : new long[count];
        for (var index = 0; index < deltas.Length; index++)
        {
            if (!TryReadSigned(ref rest, out deltas[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadDoubles(ref ReadOnlySpan<byte> rest, ulong count, out double[] values)
    {
        values = [];
        if (count > (ulong)rest.Length / 8)
        {
            return false;
        }

        values = count == 0 ? [] : new double[count];
        for (var index = 0; index < values.Length; index++)
        {
            TryReadDouble(ref rest, out values[index]);
        }

        return true;
    }

    private static bool TryReadDouble(ref ReadOnlySpan<byte> rest, out double value)
    {
        if (!BinaryPrimitives.TryReadDoubleLittleEndian(rest, out value))
        {
            return false;
        }

        rest = rest[8..];
        return true;
    }

    private static bool TryReadUnsigned(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        if (!Uvarint.TryRead(rest, out value, out var lengthBytes))
        {
            return false;
        }

        rest = rest[lengthBytes..];
        return true;
    }

    private static bool TryReadSigned(ref ReadOnlySpan<byte> rest, out long value)
    {
        var isRead = TryReadUnsigned(ref rest, out var zigzag);
        value = Zigzag.Decode(zigzag);
        return isRead;
    }
}
