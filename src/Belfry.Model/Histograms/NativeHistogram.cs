namespace Belfry.Model.Histograms;

/// <summary>
/// One sample of a native histogram: buckets with bounds that grow exponentially (schema -4 to 8), or that are listed
/// (schema <see cref="CustomBucketsSchema"/>, positive buckets only). Immutable once it was handed over: neither it nor
/// its arrays are changed then, so any thread may read it. Source: prometheus <c>model/histogram</c> and the
/// specification of native histograms.
/// </summary>
public abstract class NativeHistogram
{
    /// <summary>The schema of histograms whose bounds are <see cref="CustomValues"/>.</summary>
    public const int CustomBucketsSchema = -53;

    private protected NativeHistogram()
    {
    }

    // Shares the arrays of the source, which never change.
    private protected NativeHistogram(NativeHistogram source)
    {
        CounterResetHint = source.CounterResetHint;
        Schema = source.Schema;
        ZeroThreshold = source.ZeroThreshold;
        Sum = source.Sum;
        PositiveSpans = source.PositiveSpans;
        NegativeSpans = source.NegativeSpans;
        CustomValues = source.CustomValues;
    }

    /// <summary>What is known about a counter reset before it.</summary>
    public CounterResetHint CounterResetHint { get; init; }

    /// <summary>
    /// -4 to 8: the bound of bucket <c>i</c> is <c>2^(i · 2^-schema)</c>; or <see cref="CustomBucketsSchema"/>.
    /// </summary>
    public int Schema { get; init; }

    /// <summary>The half width of the bucket around zero; 0 or more.</summary>
    public double ZeroThreshold { get; init; }

    /// <summary>The sum of all observations; the stale marker in a histogram that ends its series.</summary>
    public double Sum { get; init; }

    /// <summary>Where the positive buckets lie.</summary>
    public BucketSpan[] PositiveSpans { get; init; } = [];

    /// <summary>Where the negative buckets lie, by the absolute value of their bounds.</summary>
    public BucketSpan[] NegativeSpans { get; init; } = [];

    /// <summary>
    /// The upper bounds of custom buckets, strictly rising and finite; the last bucket reaches to +Inf. Empty for
    /// other schemas.
    /// </summary>
    public double[] CustomValues { get; init; } = [];

    /// <summary>Whether it is the marker that its series has ended.</summary>
    public bool IsStale => StaleMarker.IsStale(Sum);

    /// <summary>Whether its bounds are listed in <see cref="CustomValues"/>.</summary>
    public bool HasCustomBuckets => Schema == CustomBucketsSchema;
}
