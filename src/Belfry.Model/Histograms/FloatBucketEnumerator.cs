namespace Belfry.Model.Histograms;

/// <summary>
/// The buckets of one side of a float histogram, empty ones that it lists included. A struct for <c>foreach</c>, which
/// allocates nothing; the default value has no buckets.
/// </summary>
public struct FloatBucketEnumerator
{
    private readonly double[] counts;
    private readonly double[] customValues;
    private readonly int schema;
    private readonly bool isPositive;
    private SpanCursor cursor;

    internal FloatBucketEnumerator(FloatHistogram histogram, bool isPositive, bool isReversed)
    {
        this.isPositive = isPositive;
        schema = histogram.Schema;
        counts = isPositive ? histogram.PositiveBuckets : histogram.NegativeBuckets;
        customValues = isPositive ? histogram.CustomValues : [];
        var spans = isPositive ? histogram.PositiveSpans : histogram.NegativeSpans;
        cursor = isReversed
            ? SpanCursor.Descending(spans, counts.Length)
            : SpanCursor.Ascending(spans, counts.Length);
    }

    /// <summary>The bucket; its bounds are computed at each call.</summary>
    public readonly HistogramBucket<double> Current =>
        BucketBounds.Bucket(cursor.Index, schema, isPositive, customValues, CurrentCount);

    /// <summary>The bucket's count, without computing its bounds.</summary>
    public readonly double CurrentCount => counts[cursor.Position];

    /// <summary>The bucket's index in the schema.</summary>
    public readonly int CurrentIndex => cursor.Index;

    /// <summary>The bucket's place in the histogram's array of counts.</summary>
    public readonly int CurrentPosition => cursor.Position;

    /// <summary>Goes to the next bucket; false when there is none.</summary>
    public bool MoveNext() => cursor.MoveNext();

    /// <summary>Itself, so that <c>foreach</c> takes it.</summary>
    public readonly FloatBucketEnumerator GetEnumerator() => this;
}
