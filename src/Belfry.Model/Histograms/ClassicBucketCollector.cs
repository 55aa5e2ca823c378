namespace Belfry.Model.Histograms;

/// <summary>
/// Collects the series of one classic histogram, in any order, and makes a native histogram with custom buckets of
/// them. The first error stays until <see cref="Clear"/>. Not thread-safe. Source: prometheus <c>util/convertnhcb</c>,
/// whose words the errors are.
/// </summary>
public sealed class ClassicBucketCollector
{
    // Beyond, a double is no long: such counts stay floats.
    private const double WholeCountEnd = 9_223_372_036_854_775_808.0;

    private readonly List<Bucket> buckets = new(16);
    private double? count;
    private double sum;

    /// <summary>What was wrong first; null when nothing was.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether nothing was collected.</summary>
    public bool IsEmpty => buckets.Count == 0 && count is null && sum == 0 && Error is null;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        buckets.Clear();
        count = null;
        sum = 0;
        Error = null;
    }

    /// <summary>
    /// A sample of <c>_bucket</c>; one with a bound that is there already is ignored. False when there is an error.
    /// </summary>
    /// <param name="bound">The value of <c>le</c>; +Inf may be left out.</param>
    /// <param name="cumulativeCount">The observations up to it.</param>
    public bool SetBucket(double bound, double cumulativeCount)
    {
        Error ??= double.IsNaN(bound) ? "bucket boundary must not be NaN"
            : cumulativeCount < 0
                ? $"bucket count must be non-negative: le={Text(bound)}, count={Text(cumulativeCount)}"
                : null;
        if (Error is not null)
        {
            return false;
        }

        var place = Place(bound);
        if (place < buckets.Count && buckets[place].Bound == bound)
        {
            return true;
        }

        Error = place > 0 && cumulativeCount < buckets[place - 1].Count
                ? $"count is not cumulative: {Text(cumulativeCount)} < {Text(buckets[place - 1].Count)}"
            : place < buckets.Count && cumulativeCount > buckets[place].Count
                ? $"count is not cumulative: {Text(cumulativeCount)} > {Text(buckets[place].Count)}"
            : null;
        if (Error is null)
        {
            buckets.Insert(place, new Bucket(bound, cumulativeCount));
        }

        return Error is null;
    }

    /// <summary>A sample of <c>_count</c>. False when there is an error.</summary>
    public bool SetCount(double value)
    {
        Error ??= value < 0 ? $"count must be non-negative: count={Text(value)}" : null;
        if (Error is not null)
        {
            return false;
        }

        count = value;
        return true;
    }

    /// <summary>A sample of <c>_sum</c>. False when there is an error.</summary>
    public bool SetSum(double value)
    {
        if (Error is not null)
        {
            return false;
        }

        sum = value;
        return true;
    }

    /// <summary>
    /// The histogram: an integer one when all counts are whole. Without a count it is that of the highest bucket, and
    /// without a bucket of +Inf that holds the count. Null when there is an error.
    /// </summary>
    public NativeHistogram? Convert()
    {
        if (Error is not null)
        {
            return null;
        }

        var total = count ?? (buckets.Count > 0 ? buckets[^1].Count : 0);
        if (buckets.Count == 0 || !double.IsPositiveInfinity(buckets[^1].Bound))
        {
            buckets.Add(new Bucket(double.PositiveInfinity, total));
        }

        var isWhole = IsWhole(total) && buckets.TrueForAll(bucket => IsWhole(bucket.Count));
        if (total != buckets[^1].Count)
        {
            var counted = isWhole ? FloatText.Plain(total) : Text(total);
            Error = $"count mismatch: count={counted} != le={Text(buckets[^1].Bound)} count={Text(buckets[^1].Count)}";
            return null;
        }

        return isWhole ? MakeInteger((ulong)total) : MakeFloat(total);
    }

    private static bool IsWhole(double value) => value < WholeCountEnd && Math.Round(value) == value;

    private static string Text(double value) => FloatText.General(value);

    // The first bucket whose bound is not below; almost always the end.
    private int Place(double bound)
    {
        var place = buckets.Count;
        while (place > 0 && buckets[place - 1].Bound >= bound)
        {
            place--;
        }

        return place;
    }

    private IntegerHistogram MakeInteger(ulong total)
    {
        var counts = new long[buckets.Count];
        for (var index = 0; index < counts.Length; index++)
        {
            counts[index] = (long)buckets[index].Count - (index > 0 ? (long)buckets[index - 1].Count : 0);
        }

        return new IntegerHistogram
        {
            Schema = NativeHistogram.CustomBucketsSchema,
            Count = total,
            Sum = sum,
            PositiveSpans = [new BucketSpan(0, (uint)counts.Length)],
            PositiveDeltas = BucketDeltas.FromCounts(counts),
            CustomValues = Bounds(),
        }.Compact(2);
    }

    private FloatHistogram MakeFloat(double total)
    {
        var counts = new double[buckets.Count];
        for (var index = 0; index < counts.Length; index++)
        {
            counts[index] = buckets[index].Count - (index > 0 ? buckets[index - 1].Count : 0);
        }

        return new FloatHistogram
        {
            Schema = NativeHistogram.CustomBucketsSchema,
            Count = total,
            Sum = sum,
            PositiveSpans = [new BucketSpan(0, (uint)counts.Length)],
            PositiveBuckets = counts,
            CustomValues = Bounds(),
        }.Compact();
    }

    private double[] Bounds()
    {
        var bounds = new double[buckets.Count - 1];
        for (var index = 0; index < bounds.Length; index++)
        {
            bounds[index] = buckets[index].Bound;
        }

        return bounds;
    }

    private readonly record struct Bucket(double Bound, double Count);
}
