using Belfry.Model.Histograms;

namespace Belfry.Encoding.Histograms;

/// <summary>Walks the buckets of one side of a histogram by rising index, with their counts.</summary>
internal ref struct BucketCursor
{
    private readonly ReadOnlySpan<BucketSpan> spans;
    private readonly ReadOnlySpan<long> deltas;
    private readonly ReadOnlySpan<double> counts;
    private int span;
    private uint withinSpan;
    private int ordinal;

    internal BucketCursor(NativeHistogram histogram, bool isPositive)
    {
        spans = isPositive ? histogram.PositiveSpans : histogram.NegativeSpans;
        if (histogram is IntegerHistogram whole)
        {
            deltas = isPositive ? whole.PositiveDeltas : whole.NegativeDeltas;
        }
        else if (histogram is FloatHistogram fraction)
        {
            counts = isPositive ? fraction.PositiveBuckets : fraction.NegativeBuckets;
        }

        Index = -1;
    }

    /// <summary>The bucket's index.</summary>
    internal long Index { get; private set; }

    /// <summary>Its count when the histogram has whole counts; else 0.</summary>
    internal long Whole { get; private set; }

    /// <summary>Its count when the histogram has fractional counts; else 0.</summary>
    internal double Fraction { get; private set; }

    internal readonly bool IsEmpty => Whole == 0 && Fraction == 0;

    internal bool MoveNext()
    {
        while (span < spans.Length && withinSpan == spans[span].Length)
        {
            // An empty span moves the place of the next one all the same.
            Index += withinSpan == 0 ? spans[span].Offset : 0;
            span++;
            withinSpan = 0;
        }

        if (span == spans.Length)
        {
            return false;
        }

        Index += withinSpan == 0 ? spans[span].Offset + 1L : 1;
        withinSpan++;
        Whole = deltas.IsEmpty ? 0 : unchecked(Whole + deltas[ordinal]);
        Fraction = counts.IsEmpty ? 0 : counts[ordinal];
        ordinal++;
        return true;
    }
}
