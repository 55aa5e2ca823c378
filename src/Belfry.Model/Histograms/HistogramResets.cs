namespace Belfry.Model.Histograms;

/// <summary>Finds counter resets between histograms of a series.</summary>
public static class HistogramResets
{
    /// <summary>
    /// Whether the counter was reset between <paramref name="previous"/> and this histogram: by its hint if that says
    /// so, else because a count fell (the sum does not matter), a populated bucket vanished, the resolution rose or the
    /// zero threshold fell. Buckets are compared in the coarser schema and in the wider zero bucket of this histogram,
    /// custom ones between the bounds that both have. A gauge is compared as if it were a counter.
    /// </summary>
    public static bool IsResetAfter(this FloatHistogram histogram, FloatHistogram previous)
    {
        if (histogram.CounterResetHint is CounterResetHint.CounterReset or CounterResetHint.NotCounterReset)
        {
            return histogram.CounterResetHint == CounterResetHint.CounterReset;
        }

        if (histogram.Count < previous.Count || (histogram.HasCustomBuckets && !previous.HasCustomBuckets))
        {
            return true;
        }

        return histogram.HasCustomBuckets && !CustomBounds.AreEqual(histogram.CustomValues, previous.CustomValues)
            ? HasFallenBetweenCommonBounds(histogram, previous)
            : HasFallen(histogram, previous);
    }

    private static bool HasFallen(FloatHistogram histogram, FloatHistogram previous)
    {
        if (histogram.Schema > previous.Schema || histogram.ZeroThreshold < previous.ZeroThreshold)
        {
            return true;
        }

        var zeroCount = previous.ZeroCount;
        if (histogram.ZeroThreshold > previous.ZeroThreshold)
        {
            var threshold = histogram.ZeroThreshold;
            zeroCount = ZeroBuckets.Grow(
                zeroCount, previous.Positive, previous.Negative, previous.Schema, ref threshold);

            // The threshold rises only to the end of a bucket: one inside a populated bucket is a new beginning.
            if (threshold != histogram.ZeroThreshold)
            {
                return true;
            }
        }

        return histogram.ZeroCount < zeroCount
            || HasFallen(histogram.Positive, Comparable(previous.Positive, previous.Schema, histogram))
            || HasFallen(histogram.Negative, Comparable(previous.Negative, previous.Schema, histogram));
    }

    // What is in the zero bucket now goes before the reduction, unlike in the original: else a coarser bucket that lies
    // across the end of the zero bucket would seem to have fallen.
    private static Buckets<double> Comparable(Buckets<double> previous, int schema, FloatHistogram histogram)
    {
        var start = BucketMerging.StartOutside(previous, schema, histogram.ZeroThreshold);
        return start == 0 && schema == histogram.Schema
            ? previous
            : BucketReduction.Reduce(previous, schema, histogram.Schema, start);
    }

    private static bool HasFallen(Buckets<double> current, Buckets<double> previous)
    {
        var currentCursor = current.Ascending();
        var previousCursor = previous.Ascending();
        var hasCurrent = currentCursor.MoveNext();
        while (previousCursor.MoveNext())
        {
            while (hasCurrent && currentCursor.Index < previousCursor.Index)
            {
                hasCurrent = currentCursor.MoveNext();
            }

            var before = previous.Counts[previousCursor.Position];
            var isFallen = hasCurrent && currentCursor.Index == previousCursor.Index
                ? current.Counts[currentCursor.Position] < before
                : before != 0;
            if (isFallen)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasFallenBetweenCommonBounds(FloatHistogram histogram, FloatHistogram previous)
    {
        var common = CustomBounds.Intersect(histogram.CustomValues, previous.CustomValues);
        var current = new double[common.Length + 1];
        var before = new double[common.Length + 1];
        BucketMerging.RollUp(histogram.Positive, histogram.CustomValues, common, current);
        BucketMerging.RollUp(previous.Positive, previous.CustomValues, common, before);
        for (var index = 0; index < current.Length; index++)
        {
            if (current[index] < before[index])
            {
                return true;
            }
        }

        return false;
    }
}
