namespace Belfry.Model.Histograms;

/// <summary>A native histogram with fractional counts, as rules and queries make it.</summary>
public sealed class FloatHistogram : NativeHistogram
{
    /// <summary>A histogram without observations.</summary>
    public FloatHistogram()
    {
    }

    internal FloatHistogram(FloatHistogram source)
        : base(source)
    {
        ZeroCount = source.ZeroCount;
        Count = source.Count;
        PositiveBuckets = source.PositiveBuckets;
        NegativeBuckets = source.NegativeBuckets;
    }

    /// <summary>Observations within the zero threshold.</summary>
    public double ZeroCount { get; init; }

    /// <summary>All observations.</summary>
    public double Count { get; init; }

    /// <summary>
    /// <c>positiveBuckets[n]</c>, n the total length of the positive spans: the count of each bucket.
    /// </summary>
    public double[] PositiveBuckets { get; init; } = [];

    /// <summary>The same for negative buckets.</summary>
    public double[] NegativeBuckets { get; init; } = [];

    internal Buckets<double> Positive => new(PositiveSpans, PositiveBuckets);

    internal Buckets<double> Negative => new(NegativeSpans, NegativeBuckets);

    /// <summary>
    /// As people and the originals' APIs read it: <c>{count:3, sum:2.5, [-0.001,0.001]:1, (1,2]:2}</c>.
    /// </summary>
    public override string ToString() => HistogramText.Of(this);
}
