namespace Belfry.Model.Histograms;

/// <summary>A native histogram with whole counts, as clients expose it.</summary>
public sealed class IntegerHistogram : NativeHistogram
{
    /// <summary>A histogram without observations.</summary>
    public IntegerHistogram()
    {
    }

    internal IntegerHistogram(IntegerHistogram source)
        : base(source)
    {
        ZeroCount = source.ZeroCount;
        Count = source.Count;
        PositiveDeltas = source.PositiveDeltas;
        NegativeDeltas = source.NegativeDeltas;
    }

    /// <summary>Observations within the zero threshold.</summary>
    public ulong ZeroCount { get; init; }

    /// <summary>All observations.</summary>
    public ulong Count { get; init; }

    /// <summary>
    /// <c>positiveDeltas[n]</c>, n the total length of the positive spans: the first count, then for each bucket its
    /// count minus the count of the bucket before.
    /// </summary>
    public long[] PositiveDeltas { get; init; } = [];

    /// <summary>The same for negative buckets.</summary>
    public long[] NegativeDeltas { get; init; } = [];

    internal Buckets<long> Positive => new(PositiveSpans, BucketDeltas.ToCounts(PositiveDeltas));

    internal Buckets<long> Negative => new(NegativeSpans, BucketDeltas.ToCounts(NegativeDeltas));

    /// <summary>
    /// As people and the originals' APIs read it: <c>{count:3, sum:2.5, [-0.001,0.001]:1, (1,2]:2}</c>.
    /// </summary>
    public override string ToString() => HistogramText.Of(this);
}
