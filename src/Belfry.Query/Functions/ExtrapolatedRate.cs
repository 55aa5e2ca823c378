using System.Buffers;
using System.Runtime.CompilerServices;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// <c>rate</c>, <c>increase</c> and <c>delta</c>: the difference of the last and the first sample, extrapolated to the
/// range. Counter resets are found once for the series; a range then looks only at those it holds.
/// </summary>
internal sealed class ExtrapolatedRate(bool isCounter, bool isRate) : RangeFunction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        if (isCounter && windows.HasStarts)
        {
            StartedRate.Apply(ref windows, results, this);
            return;
        }

        var resets = default(int[]);
        var resetCount = isCounter ? FindResets(windows.Values, ref resets) : 0;
        var firstReset = 0;
        var values = windows.Values;
        var times = windows.Times;

        // This is MoveNext with everything in registers.
        var (rangeMs, strideMs, endMs) = (windows.RangeMs, windows.StrideMs, windows.EndMs);
        var (low, high, seen, countMax) = (0, 0, 0L, 0);
        for (var step = 0; step < results.Length; step++)
        {
            endMs += strideMs;
            var startMs = endMs - rangeMs;
            while (high < times.Length && times[high] <= endMs)
            {
                high++;
            }

            while (low < high && times[low] <= startMs)
            {
                low++;
            }

            var last = high - 1;
            seen += high - low;
            countMax = Math.Max(countMax, high - low);
            if (last <= low)
            {
                results[step] = Presence.Absent;
                continue;
            }

            var first = values[low];
            var change = values[last] - first;
            if (resetCount > 0)
            {
                while (firstReset < resetCount && resets![firstReset] <= low)
                {
                    firstReset++;
                }

                for (var index = firstReset; index < resetCount && resets![index] <= last; index++)
                {
                    change += values[resets[index] - 1];
                }
            }

            var gaps = (times[low] - startMs, times[last] - times[low], endMs - times[last]);
            results[step] = change * Factor(gaps, last - low, first, change, rangeMs);
        }

        windows.Complete(seen, countMax);
        if (resets is not null)
        {
            ArrayPool<int>.Shared.Return(resets);
        }
    }

    /// <inheritdoc/>
    internal override string? SuspectsCounter(
        Labels labels, ReadOnlySpan<double> results, QueryEngineOptions options)
    {
        var name = labels.Get(LabelNames.MetricNameUtf8);
        if (!isCounter || name.IsEmpty)
        {
            return null;
        }

        var type = options.TypeAndUnitLabels ? labels.Get("__type__") : "";
        var looksLikeCounter = options.TypeAndUnitLabels
            ? type is "counter" or "histogram"
            : name.EndsWith("_total"u8) || name.EndsWith("_sum"u8) || name.EndsWith("_count"u8)
                || name.EndsWith("_bucket"u8);
        if (looksLikeCounter || Presence.Count(results) == 0)
        {
            return null;
        }

        return "metric might not be a counter, " + (options.TypeAndUnitLabels
            ? $"__type__ label is not set to \"counter\" or \"histogram\", got {QuotedText.Quote(type)}: "
            : "name does not end in _total/_sum/_count/_bucket: ") + QuotedText.Quote(labels.MetricName);
    }

    /// <inheritdoc/>
    internal override FloatHistogram? OfMixed(in MixedWindow window, ref double value)
    {
        value = window.Floats.IsEmpty ? value : Presence.Absent;
        var times = window.HistogramTimes;
        var start = isCounter && !window.HistogramStarts.IsEmpty ? window.HistogramStarts[0] : 0;
        var isZeroKnown = CounterStarts.IsZeroKnown(start, window.StartMs, times[0]);
        if (window.IsMixed() || (times.Length < 2 && !isZeroKnown))
        {
            return null;
        }

        var change = times.Length < 2 ? window.Histograms[0] : HistogramRate.Of(window, isCounter);
        if (isZeroKnown && times.Length > 1 && change is not null)
        {
            change = HistogramRate.Plus(change, window.Histograms[0], window.Remarks);
        }

        if (change is null)
        {
            return null;
        }

        var gaps = (times[0] - window.StartMs, times[^1] - times[0], window.EndMs - times[^1]);
        var factor = isZeroKnown
            ? FactorFromZero(gaps, times.Length - 1, times[0] - start, window.RangeMs)
            : Factor(gaps, times.Length - 1, window.Histograms[0].Count, change.Count, window.RangeMs);
        return change.Multiply(factor);
    }

    // The positions of samples lower than the one before, rising.
    private static int FindResets(ReadOnlySpan<double> values, ref int[]? resets)
    {
        var count = 0;
        for (var index = 1; index < values.Length; index++)
        {
            if (values[index] < values[index - 1])
            {
                resets ??= ArrayPool<int>.Shared.Rent(values.Length);
                resets[count++] = index;
            }
        }

        return count;
    }

    /// <summary>
    /// By what a change is multiplied. Everything in milliseconds, whose ratios are those of seconds: the gap before
    /// the first sample, the time between the first and the last, the gap after the last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double Factor(
        (long Before, long Sampled, long After) gaps, int intervals, double first, double change, long rangeMs)
    {
        double toStart = gaps.Before;
        double toEnd = gaps.After;
        double sampled = gaps.Sampled;
        var average = sampled / intervals;

        // An edge nearer than this is taken to lie within the series; beyond, the series is taken to begin or end half
        // an interval outside of the samples.
        var near = average * 1.1;
        toStart = toStart >= near ? average / 2 : toStart;
        toEnd = toEnd >= near ? average / 2 : toEnd;
        if (isCounter && change > 0 && first >= 0 && sampled * first < toStart * change)
        {
            // A counter is not extrapolated to before it was zero.
            toStart = sampled * (first / change);
        }

        var extrapolated = sampled + toStart + toEnd;
        return isRate ? extrapolated / (sampled * (rangeMs / 1000.0)) : extrapolated / sampled;
    }

    /// <summary>
    /// The same where it is known that the counter was zero this long before its first sample: nothing is extrapolated
    /// to before that, and behind a single sample nothing either, for there is no interval to judge by.
    /// </summary>
    internal double FactorFromZero(
        (long Before, long Sampled, long After) gaps, int intervals, long fromZeroMs, long rangeMs)
    {
        var average = intervals == 0 ? 0 : (double)gaps.Sampled / intervals;
        var toEnd = gaps.After >= average * 1.1 ? average / 2 : gaps.After;
        double sampled = gaps.Sampled + fromZeroMs;
        return isRate ? (sampled + toEnd) / (sampled * (rangeMs / 1000.0)) : (sampled + toEnd) / sampled;
    }
}
