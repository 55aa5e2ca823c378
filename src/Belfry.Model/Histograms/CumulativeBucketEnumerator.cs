namespace Belfry.Model.Histograms;

/// <summary>
/// The zero bucket, if it is populated, and the positive buckets of an integer histogram as cumulative ones, those that
/// lie between its spans included: what classic buckets would show. A struct for <c>foreach</c>, which allocates
/// nothing; the default value is not to be used.
/// </summary>
public struct CumulativeBucketEnumerator
{
    private readonly IntegerHistogram histogram;
    private SpanCursor cursor;
    private bool hasPending;
    private bool hasBegun;
    private int index;
    private long count;
    private ulong total;

    internal CumulativeBucketEnumerator(IntegerHistogram histogram)
    {
        this.histogram = histogram;
        cursor = SpanCursor.Ascending(histogram.PositiveSpans, histogram.PositiveDeltas.Length);
    }

    /// <summary>The bucket: all observations up to its upper bound.</summary>
    public HistogramBucket<ulong> Current { get; private set; }

    /// <summary>Goes to the next bucket; false when there is none.</summary>
    public bool MoveNext()
    {
        if (!hasBegun)
        {
            hasBegun = true;
            hasPending = cursor.MoveNext();
            index = cursor.Index;
            if (histogram.ZeroCount > 0)
            {
                total = histogram.ZeroCount;
                Current = Cumulative(histogram.ZeroThreshold, -1);
                return true;
            }
        }

        if (!hasPending)
        {
            return false;
        }

        var place = index++;
        if (cursor.Index == place)
        {
            count = unchecked(count + histogram.PositiveDeltas[cursor.Position]);
            total = unchecked(total + (ulong)count);
            hasPending = cursor.MoveNext();
        }

        Current = Cumulative(BucketBounds.Of(place, histogram.Schema, histogram.CustomValues), place);
        return true;
    }

    /// <summary>Itself, so that <c>foreach</c> takes it.</summary>
    public readonly CumulativeBucketEnumerator GetEnumerator() => this;

    private readonly HistogramBucket<ulong> Cumulative(double upper, int place) =>
        new(double.NegativeInfinity, upper, true, true, total, place);
}
