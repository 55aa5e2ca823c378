namespace Belfry.Model.Histograms;

/// <summary>Histograms of one kind as another, and with another hint. Arrays that stay the same are shared.</summary>
public static class HistogramConversion
{
    /// <summary>
    /// The same histogram with fractional counts; counts above 2^53 lose their last digits. What its schema does not
    /// use is left out.
    /// </summary>
    public static FloatHistogram ToFloat(this IntegerHistogram histogram)
    {
        var isCustom = histogram.HasCustomBuckets;
        return new FloatHistogram
        {
            CounterResetHint = histogram.CounterResetHint,
            Schema = histogram.Schema,
            ZeroThreshold = isCustom ? 0 : histogram.ZeroThreshold,
            ZeroCount = isCustom ? 0 : histogram.ZeroCount,
            Count = histogram.Count,
            Sum = histogram.Sum,
            PositiveSpans = histogram.PositiveSpans,
            NegativeSpans = isCustom ? [] : histogram.NegativeSpans,
            PositiveBuckets = Counts(histogram.PositiveDeltas),
            NegativeBuckets = isCustom ? [] : Counts(histogram.NegativeDeltas),
            CustomValues = isCustom ? histogram.CustomValues : [],
        };
    }

    /// <summary>The histogram with fractional counts, itself if it has them.</summary>
    public static FloatHistogram ToFloat(this NativeHistogram histogram) =>
        histogram as FloatHistogram ?? ((IntegerHistogram)histogram).ToFloat();

    /// <summary>The same histogram with this hint.</summary>
    public static FloatHistogram WithHint(this FloatHistogram histogram, CounterResetHint hint) =>
        histogram.CounterResetHint == hint ? histogram : new FloatHistogram(histogram) { CounterResetHint = hint };

    /// <summary>The same histogram with this hint.</summary>
    public static IntegerHistogram WithHint(this IntegerHistogram histogram, CounterResetHint hint) =>
        histogram.CounterResetHint == hint ? histogram : new IntegerHistogram(histogram) { CounterResetHint = hint };

    /// <summary>The same histogram with this hint.</summary>
    public static NativeHistogram WithHint(this NativeHistogram histogram, CounterResetHint hint) =>
        histogram is FloatHistogram floats ? floats.WithHint(hint) : ((IntegerHistogram)histogram).WithHint(hint);

    // The sum is one of floats, as in Prometheus: it differs from a converted sum only beyond 2^53.
    private static double[] Counts(ReadOnlySpan<long> deltas)
    {
        var counts = new double[deltas.Length];
        var count = 0.0;
        for (var index = 0; index < deltas.Length; index++)
        {
            count += deltas[index];
            counts[index] = count;
        }

        return counts;
    }
}
