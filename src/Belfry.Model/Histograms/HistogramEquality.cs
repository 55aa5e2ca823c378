namespace Belfry.Model.Histograms;

/// <summary>
/// Whether two histograms are the same data: the same buckets, empty ones included, and floats with the same bits, so
/// that a NaN equals itself and no other. Hints do not count, nor do custom bounds that the schema does not use; empty
/// spans are nothing.
/// </summary>
public static class HistogramEquality
{
    /// <summary>Whether both are the same data.</summary>
    public static bool IsIdenticalTo(this FloatHistogram left, FloatHistogram? right) =>
        right is not null
        && HaveSameFrame(left, right)
        && AreSameBits(left.Count, right.Count)
        && AreSameBits(left.ZeroCount, right.ZeroCount)
        && AreSameBits(left.NegativeBuckets, right.NegativeBuckets)
        && AreSameBits(left.PositiveBuckets, right.PositiveBuckets);

    /// <summary>Whether both are the same data.</summary>
    public static bool IsIdenticalTo(this IntegerHistogram left, IntegerHistogram? right) =>
        right is not null
        && HaveSameFrame(left, right)
        && left.Count == right.Count
        && left.ZeroCount == right.ZeroCount
        && left.NegativeDeltas.AsSpan().SequenceEqual(right.NegativeDeltas)
        && left.PositiveDeltas.AsSpan().SequenceEqual(right.PositiveDeltas);

    /// <summary>Whether both are of the same kind, and the same data.</summary>
    public static bool IsIdenticalTo(this NativeHistogram left, NativeHistogram? right) => left is FloatHistogram floats
        ? floats.IsIdenticalTo(right as FloatHistogram)
        : ((IntegerHistogram)left).IsIdenticalTo(right as IntegerHistogram);

    private static bool HaveSameFrame(NativeHistogram left, NativeHistogram right) =>
        left.Schema == right.Schema
        && AreSameBits(left.Sum, right.Sum)
        && left.ZeroThreshold == right.ZeroThreshold
        && (!left.HasCustomBuckets || CustomBounds.AreEqual(left.CustomValues, right.CustomValues))
        && AreSameSpans(left.NegativeSpans, right.NegativeSpans)
        && AreSameSpans(left.PositiveSpans, right.PositiveSpans);

    private static bool AreSameBits(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);

    private static bool AreSameBits(double[] left, double[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var index = 0; index < left.Length; index++)
        {
            if (!AreSameBits(left[index], right[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreSameSpans(BucketSpan[] left, BucketSpan[] right)
    {
        var leftPlace = 0;
        var rightPlace = 0;
        while (true)
        {
            var leftSpan = NextPopulated(left, ref leftPlace);
            if (leftSpan != NextPopulated(right, ref rightPlace))
            {
                return false;
            }

            if (leftSpan == default)
            {
                return true;
            }
        }
    }

    // The next span with buckets in it, with the offsets of the empty ones before it; default after the last.
    private static BucketSpan NextPopulated(BucketSpan[] spans, ref int place)
    {
        var offset = 0;
        while (place < spans.Length)
        {
            var span = spans[place++];
            offset = unchecked(offset + span.Offset);
            if (span.Length > 0)
            {
                return new BucketSpan(offset, span.Length);
            }
        }

        return default;
    }
}
