namespace Belfry.Model.Histograms;

/// <summary>
/// The buckets of one side of an integer histogram from zero outwards, empty ones that it lists included. A struct for
/// <c>foreach</c>, which allocates nothing; the default value has no buckets.
/// </summary>
public struct IntegerBucketEnumerator
{
    private readonly long[] deltas;
    private readonly double[] customValues;
    private readonly int schema;
    private readonly bool isPositive;
    private SpanCursor cursor;
    private long count;

    internal IntegerBucketEnumerator(IntegerHistogram histogram, bool isPositive)
    {
        this.isPositive = isPositive;
        schema = histogram.Schema;
        deltas = isPositive ? histogram.PositiveDeltas : histogram.NegativeDeltas;
        customValues = isPositive ? histogram.CustomValues : [];
        cursor = SpanCursor.Ascending(isPositive ? histogram.PositiveSpans : histogram.NegativeSpans, deltas.Length);
    }

    /// <summary>The bucket; its bounds are computed at each call.</summary>
    public readonly HistogramBucket<ulong> Current =>
        BucketBounds.Bucket(cursor.Index, schema, isPositive, customValues, CurrentCount);

    /// <summary>The bucket's count, without computing its bounds.</summary>
    public readonly ulong CurrentCount => unchecked((ulong)count);

    /// <summary>The bucket's index in the schema.</summary>
    public readonly int CurrentIndex => cursor.Index;

    /// <summary>Goes to the next bucket; false when there is none.</summary>
    public bool MoveNext()
    {
        if (!cursor.MoveNext())
        {
            return false;
        }

        count = unchecked(count + deltas[cursor.Position]);
        return true;
    }

    /// <summary>Itself, so that <c>foreach</c> takes it.</summary>
    public readonly IntegerBucketEnumerator GetEnumerator() => this;
}
