namespace Belfry.Model.Histograms;

/// <summary>Histograms with fewer empty buckets and spans, which mean the same.</summary>
public static class HistogramCompaction
{
    /// <summary>
    /// The histogram without empty buckets, except in gaps of at most <paramref name="emptyMax"/> between two populated
    /// ones: those are listed, because an empty bucket may cost less than a span. Itself when it has this form; an
    /// invalid one stays as it is.
    /// </summary>
    public static FloatHistogram Compact(this FloatHistogram histogram, int emptyMax = 0)
    {
        var positive = BucketCompaction.Compact(histogram.Positive, emptyMax);
        var negative = BucketCompaction.Compact(histogram.Negative, emptyMax);
        return positive.IsSameAs(histogram.Positive) && negative.IsSameAs(histogram.Negative)
            ? histogram
            : new FloatHistogram(histogram)
            {
                PositiveSpans = positive.Spans,
                PositiveBuckets = positive.Counts,
                NegativeSpans = negative.Spans,
                NegativeBuckets = negative.Counts,
            };
    }

    /// <summary>The same for whole counts.</summary>
    public static IntegerHistogram Compact(this IntegerHistogram histogram, int emptyMax = 0)
    {
        var positive = BucketCompaction.Compact(histogram.Positive, emptyMax);
        var negative = BucketCompaction.Compact(histogram.Negative, emptyMax);
        return new IntegerHistogram(histogram)
        {
            PositiveSpans = positive.Spans,
            PositiveDeltas = BucketDeltas.FromCounts(positive.Counts),
            NegativeSpans = negative.Spans,
            NegativeDeltas = BucketDeltas.FromCounts(negative.Counts),
        };
    }
}
