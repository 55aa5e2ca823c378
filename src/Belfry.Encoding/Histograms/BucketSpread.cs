using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>Puts the counts of a histogram's buckets where a chunk's layout, which has them all, has its.</summary>
internal static class BucketSpread
{
    /// <summary><c>deltas[n]</c>, n the buckets of one side of the layout.</summary>
    internal static void Deltas(IntegerHistogram histogram, bool isPositive, BucketSpan[] layout, Span<long> deltas)
    {
        var own = isPositive ? histogram.PositiveSpans : histogram.NegativeSpans;
        if (own.AsSpan().SequenceEqual(layout))
        {
            (isPositive ? histogram.PositiveDeltas : histogram.NegativeDeltas).CopyTo(deltas);
            return;
        }

        var cursor = new BucketCursor(histogram, isPositive);
        var isThere = cursor.MoveNext();
        var place = 0;
        long index = 0;
        long before = 0;
        foreach (var span in layout)
        {
            index += span.Offset;
            for (var within = 0; within < span.Length; within++, index++)
            {
                var isOwn = isThere && cursor.Index == index;
                var count = isOwn ? cursor.Whole : 0;
                isThere = isOwn ? cursor.MoveNext() : isThere;
                deltas[place++] = unchecked(count - before);
                before = count;
            }
        }
    }

    /// <summary><c>counts[n]</c>, n the buckets of one side of the layout.</summary>
    internal static void Counts(FloatHistogram histogram, bool isPositive, BucketSpan[] layout, Span<double> counts)
    {
        var own = isPositive ? histogram.PositiveSpans : histogram.NegativeSpans;
        if (own.AsSpan().SequenceEqual(layout))
        {
            (isPositive ? histogram.PositiveBuckets : histogram.NegativeBuckets).CopyTo(counts);
            return;
        }

        var cursor = new BucketCursor(histogram, isPositive);
        var isThere = cursor.MoveNext();
        var place = 0;
        long index = 0;
        foreach (var span in layout)
        {
            index += span.Offset;
            for (var within = 0; within < span.Length; within++, index++)
            {
                var isOwn = isThere && cursor.Index == index;
                counts[place++] = isOwn ? cursor.Fraction : 0;
                isThere = isOwn ? cursor.MoveNext() : isThere;
            }
        }
    }
}
