using Belfry.Model.Histograms;

namespace Belfry.Query.Engine;

/// <summary>
/// A compensated sum of native histograms, or their average: the sum divided at the end, and where it overflows, a
/// running mean from there on. Not thread-safe.
/// </summary>
internal sealed class HistogramTotal
{
    /// <summary>Stands where floats came first, so that histograms are not looked at.</summary>
    internal static readonly HistogramTotal Spoilt = new(new FloatHistogram(), isAverage: false);

    private readonly bool isAverage;
    private HistogramAccumulator sum;
    private FloatHistogram? only;
    private long count = 1;
    private double bound;
    private bool isMean;
    private bool hasReset;
    private bool hasNoReset;

    internal HistogramTotal(FloatHistogram first, bool isAverage)
    {
        this.isAverage = isAverage;
        only = first;
        sum = new HistogramAccumulator(first);
        bound = isAverage ? Bound(first) : 0;
        NoteHint(first);
    }

    /// <summary>Whether exponential and custom buckets came together.</summary>
    internal bool IsIncompatible { get; private set; }

    /// <summary>Whether custom bounds had to be reconciled.</summary>
    internal bool IsReconciled { get; private set; }

    /// <summary>Whether one histogram was a counter reset and another was none.</summary>
    internal bool HasConflict => hasReset && hasNoReset;

    /// <summary>Adds a histogram; false when it cannot be added, which is the end of the total.</summary>
    internal bool TryAdd(FloatHistogram histogram)
    {
        NoteHint(histogram);
        count++;
        only = null;
        IsIncompatible = !(isAverage ? TryAddToAverage(histogram) : TryAdd(sum, histogram));
        return !IsIncompatible;
    }

    /// <summary>The sum or the average; it may have empty buckets.</summary>
    internal FloatHistogram Result()
    {
        if (only is not null)
        {
            return only;
        }

        if (!isAverage || isMean)
        {
            return sum.ToHistogram();
        }

        var average = sum.Copy();
        average.Divide(count);
        return average.ToHistogram();
    }

    private bool TryAddToAverage(FloatHistogram histogram)
    {
        if (!isMean)
        {
            bound += Bound(histogram);
            if (bound < double.MaxValue / 2)
            {
                return TryAdd(sum, histogram);
            }

            // Only an overflow needs what was there before.
            var before = sum.Copy();
            if (!TryAdd(sum, histogram))
            {
                return false;
            }

            if (!sum.HasOverflow)
            {
                return true;
            }

            sum = before;
            isMean = true;
            sum.Divide(count - 1);
        }

        sum.Multiply((count - 1.0) / count);
        return TryAdd(sum, histogram.Divide(count));
    }

    private bool TryAdd(HistogramAccumulator target, FloatHistogram histogram)
    {
        var isAdded = target.TryAdd(histogram, out var remarks);
        IsReconciled |= (remarks & HistogramRemarks.BoundsReconciled) != 0;
        return isAdded;
    }

    // No count of a sum is more than the sum of these, whatever buckets are merged.
    private static double Bound(FloatHistogram histogram)
    {
        var total = Math.Abs(histogram.Sum) + Math.Abs(histogram.Count) + Math.Abs(histogram.ZeroCount);
        foreach (var count in histogram.PositiveBuckets)
        {
            total += Math.Abs(count);
        }

        foreach (var count in histogram.NegativeBuckets)
        {
            total += Math.Abs(count);
        }

        return total;
    }

    private void NoteHint(FloatHistogram histogram)
    {
        hasReset |= histogram.CounterResetHint == CounterResetHint.CounterReset;
        hasNoReset |= histogram.CounterResetHint == CounterResetHint.NotCounterReset;
    }
}
