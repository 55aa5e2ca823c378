using System.Numerics;

namespace Belfry.Model.Histograms;

/// <summary>
/// A float histogram that is being changed: it owns its counts, plain ones or compensated ones. Not thread-safe.
/// </summary>
internal sealed class WorkingHistogram<T>
    where T : struct, IAdditionOperators<T, T, T>, IAdditionOperators<T, double, T>, IMultiplyOperators<T, double, T>,
        IDivisionOperators<T, double, T>, IEqualityOperators<T, T, bool>
{
    private CounterResetHint hint;
    private int schema;
    private double zeroThreshold;
    private T zeroCount;
    private Buckets<T> positive;
    private Buckets<T> negative;
    private double[] customValues = [];

    internal WorkingHistogram(FloatHistogram histogram)
    {
        hint = histogram.CounterResetHint;
        schema = histogram.Schema;
        Count = default(T) + histogram.Count;
        Sum = default(T) + histogram.Sum;
        positive = Owned(histogram.Positive);
        negative = Buckets<T>.None;
        if (histogram.HasCustomBuckets)
        {
            customValues = histogram.CustomValues;
            return;
        }

        zeroThreshold = histogram.ZeroThreshold;
        zeroCount = default(T) + histogram.ZeroCount;
        negative = Owned(histogram.Negative);
    }

    private WorkingHistogram(WorkingHistogram<T> source)
    {
        hint = source.hint;
        schema = source.schema;
        zeroThreshold = source.zeroThreshold;
        zeroCount = source.zeroCount;
        Count = source.Count;
        Sum = source.Sum;
        positive = new Buckets<T>(source.positive.Spans, [.. source.positive.Counts]);
        negative = new Buckets<T>(source.negative.Spans, [.. source.negative.Counts]);
        customValues = source.customValues;
    }

    internal T Count { get; private set; }

    internal T Sum { get; private set; }

    internal WorkingHistogram<T> Copy() => new(this);

    /// <summary>
    /// Adds another histogram; false, and nothing is changed, when only one of them has custom buckets.
    /// </summary>
    internal bool TryAdd(FloatHistogram other, out HistogramRemarks remarks)
    {
        remarks = HistogramRemarks.None;
        if (HistogramSchema.IsCustomBuckets(schema) != other.HasCustomBuckets)
        {
            return false;
        }

        hint = CounterResetHints.Combine(hint, other.CounterResetHint, out var isCollision);
        remarks |= isCollision ? HistogramRemarks.CounterResetCollision : HistogramRemarks.None;
        Count += other.Count;
        Sum += other.Sum;
        if (!other.HasCustomBuckets)
        {
            AddExponential(other);
        }
        else if (CustomBounds.AreEqual(customValues, other.CustomValues))
        {
            positive = Merged(positive, other.Positive, other.Schema);
        }
        else
        {
            AddRolledUp(other);
            remarks |= HistogramRemarks.BoundsReconciled;
        }

        return true;
    }

    internal void Multiply(double factor)
    {
        zeroCount *= factor;
        Count *= factor;
        Sum *= factor;
        foreach (ref var count in positive.Counts.AsSpan())
        {
            count *= factor;
        }

        foreach (ref var count in negative.Counts.AsSpan())
        {
            count *= factor;
        }

        hint = factor < 0 ? CounterResetHint.Gauge : hint;
    }

    /// <summary>Divides; by zero, the buckets go and the rest becomes infinite or NaN.</summary>
    internal void Divide(double divisor)
    {
        zeroCount /= divisor;
        Count /= divisor;
        Sum /= divisor;
        if (divisor == 0)
        {
            positive = Buckets<T>.None;
            negative = Buckets<T>.None;
            return;
        }

        foreach (ref var count in positive.Counts.AsSpan())
        {
            count /= divisor;
        }

        foreach (ref var count in negative.Counts.AsSpan())
        {
            count /= divisor;
        }

        hint = divisor < 0 ? CounterResetHint.Gauge : hint;
    }

    internal bool Any(Predicate<T> isMeant) =>
        isMeant(zeroCount) || isMeant(Count) || isMeant(Sum)
        || Array.Exists(positive.Counts, isMeant) || Array.Exists(negative.Counts, isMeant);

    /// <summary>A histogram of its own arrays.</summary>
    internal FloatHistogram ToHistogram(Converter<T, double> value) => new()
    {
        CounterResetHint = hint,
        Schema = schema,
        ZeroThreshold = zeroThreshold,
        ZeroCount = value(zeroCount),
        Count = value(Count),
        Sum = value(Sum),
        PositiveSpans = positive.Spans,
        PositiveBuckets = Array.ConvertAll(positive.Counts, value),
        NegativeSpans = negative.Spans,
        NegativeBuckets = Array.ConvertAll(negative.Counts, value),
        CustomValues = customValues,
    };

    private static Buckets<T> Owned(Buckets<double> buckets) =>
        new(buckets.Spans, Array.ConvertAll(buckets.Counts, count => default(T) + count));

    private void AddExponential(FloatHistogram other)
    {
        // In two steps: reconciling changes the zero count that is added to.
        var otherZeroCount = ReconcileZero(other);
        zeroCount += otherZeroCount;
        if (other.Schema < schema)
        {
            positive = BucketReduction.Reduce(positive, schema, other.Schema);
            negative = BucketReduction.Reduce(negative, schema, other.Schema);
            schema = other.Schema;
        }

        positive = Merged(positive, other.Positive, other.Schema);
        negative = Merged(negative, other.Negative, other.Schema);
    }

    // Widens the zero bucket of this histogram until neither has a populated bucket that lies across its end, and gives
    // the zero count that the other one then has.
    private T ReconcileZero(FloatHistogram other)
    {
        var otherThreshold = other.ZeroThreshold;
        var otherCount = default(T) + other.ZeroCount;

        // Not `!=`: a threshold of NaN, which no check refuses, would never be equal.
        while (otherThreshold > zeroThreshold || otherThreshold < zeroThreshold)
        {
            if (zeroThreshold > otherThreshold)
            {
                otherThreshold = zeroThreshold;
                otherCount = ZeroBuckets.Grow(
                    default(T) + other.ZeroCount, Owned(other.Positive), Owned(other.Negative), other.Schema,
                    ref otherThreshold);
            }

            if (otherThreshold > zeroThreshold)
            {
                zeroThreshold = otherThreshold;
                zeroCount = ZeroBuckets.Grow(zeroCount, positive, negative, schema, ref zeroThreshold);
                positive = ZeroBuckets.Outside(positive, schema, zeroThreshold);
                negative = ZeroBuckets.Outside(negative, schema, zeroThreshold);
            }
        }

        return otherCount;
    }

    private Buckets<T> Merged(Buckets<T> ours, Buckets<double> theirs, int theirSchema)
    {
        // Before the reduction, unlike the original: a coarser bucket that lies across the end of the zero bucket would
        // count again what is inside.
        var start = BucketMerging.StartOutside(theirs, theirSchema, zeroThreshold);
        if (theirSchema != schema)
        {
            return BucketMerging.Merge(ours, BucketReduction.Reduce(Owned(theirs), theirSchema, schema, start), 0);
        }

        if (start > 0 || !ours.Spans.AsSpan().SequenceEqual(theirs.Spans)
            || ours.Counts.Length != theirs.Counts.Length)
        {
            return BucketMerging.Merge(ours, Owned(theirs), start);
        }

        for (var index = 0; index < ours.Counts.Length; index++)
        {
            ours.Counts[index] += theirs.Counts[index];
        }

        return ours;
    }

    private void AddRolledUp(FloatHistogram other)
    {
        var common = CustomBounds.Intersect(customValues, other.CustomValues);
        var totals = new T[common.Length + 1];
        BucketMerging.RollUp(positive, customValues, common, totals);
        BucketMerging.RollUp(Owned(other.Positive), other.CustomValues, common, totals);
        var builder = new BucketsBuilder<T>(totals.Length);
        for (var index = 0; index < totals.Length; index++)
        {
            if (totals[index] != default)
            {
                builder.Append(index, totals[index]);
            }
        }

        positive = builder.ToBuckets();
        customValues = common;
    }
}
