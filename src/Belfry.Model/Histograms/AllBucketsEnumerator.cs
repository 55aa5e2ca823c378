namespace Belfry.Model.Histograms;

/// <summary>
/// All buckets of a float histogram by rising or falling bounds: one side towards zero, the zero bucket if it is
/// populated, the other side. A bucket that overlaps with the zero bucket is shown without the overlap. A struct for
/// <c>foreach</c>, which allocates nothing; the default value is not to be used.
/// </summary>
public struct AllBucketsEnumerator
{
    private readonly FloatHistogram histogram;
    private FloatBucketEnumerator inward;
    private FloatBucketEnumerator outward;
    private Stage stage;

    internal AllBucketsEnumerator(FloatHistogram histogram, bool isReversed)
    {
        this.histogram = histogram;
        inward = new FloatBucketEnumerator(histogram, isPositive: isReversed, isReversed: true);
        outward = new FloatBucketEnumerator(histogram, isPositive: !isReversed, isReversed: false);
    }

    private enum Stage : byte
    {
        Inward,
        Zero,
        Outward,
        Ended,
    }

    /// <summary>The bucket.</summary>
    public HistogramBucket<double> Current { get; private set; }

    /// <summary>Goes to the next bucket; false when there is none.</summary>
    public bool MoveNext()
    {
        if (stage == Stage.Inward)
        {
            if (inward.MoveNext())
            {
                Current = OutsideZero(inward.Current);
                return true;
            }

            stage = Stage.Zero;
        }

        if (stage == Stage.Zero)
        {
            stage = Stage.Outward;
            if (histogram.ZeroCount > 0)
            {
                Current = histogram.ZeroBucket();
                return true;
            }
        }

        if (stage == Stage.Outward && outward.MoveNext())
        {
            Current = OutsideZero(outward.Current);
            return true;
        }

        stage = Stage.Ended;
        return false;
    }

    /// <summary>Itself, so that <c>foreach</c> takes it.</summary>
    public readonly AllBucketsEnumerator GetEnumerator() => this;

    private readonly HistogramBucket<double> OutsideZero(HistogramBucket<double> bucket)
    {
        var threshold = histogram.ZeroThreshold;
        return bucket.Upper < 0 && bucket.Upper > -threshold ? bucket with { Upper = -threshold }
            : bucket.Lower > 0 && bucket.Lower < threshold ? bucket with { Lower = threshold }
            : bucket;
    }
}
