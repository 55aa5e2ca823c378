namespace Belfry.Model.Histograms;

/// <summary>A native histogram with whole counts, as clients expose it.</summary>
public sealed class IntegerHistogram : NativeHistogram
{
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
}
