namespace Belfry.Model.Histograms;

/// <summary>A native histogram with fractional counts, as rules and queries make it.</summary>
public sealed class FloatHistogram : NativeHistogram
{
    /// <summary>Observations within the zero threshold.</summary>
    public double ZeroCount { get; init; }

    /// <summary>All observations.</summary>
    public double Count { get; init; }

    /// <summary><c>positiveBuckets[n]</c>, n the total length of the positive spans: the count of each bucket.</summary>
    public double[] PositiveBuckets { get; init; } = [];

    /// <summary>The same for negative buckets.</summary>
    public double[] NegativeBuckets { get; init; } = [];
}
