using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// <see cref="ExtendedRate"/> of native histograms. Source: prometheus <c>promql/functions.go</c>,
/// <c>extendedHistogramRate</c>.
/// </summary>
internal static class ExtendedHistogramRate
{
    /// <summary>
    /// The difference of what stands at both ends of the range, for counters with what was lost to resets; null when
    /// there is nothing in the range, and, with a warning, when the histograms cannot be compared.
    /// </summary>
    internal static FloatHistogram? Of(in MixedWindow window, ExtendedRange range, bool isCounter)
    {
        var times = window.HistogramTimes;
        var endMs = window.EndMs - range.TailMs;
        var startMs = endMs - range.RangeMs;
        var first = ExtendedRange.First(times, startMs);
        var last = range.Last(times, endMs);
        if (times[last] <= startMs || (range.IsSmoothed && times[first] > endMs)
            || !GoTogether(window, first, last, isCounter))
        {
            return null;
        }

        var cutsLeft = range.IsSmoothed && times[first] < startMs;
        var left = cutsLeft
            ? HistogramInterpolation.Of(window, first, startMs, isCounter)
            : window.Histograms[first];
        var right = range.IsSmoothed && last > 0 && times[last] > endMs
            ? HistogramInterpolation.Of(window, last - 1, endMs, isCounter)
            : window.Histograms[last];
        if (left is null || right is null)
        {
            return null;
        }

        if (!isCounter && (!IsGauge(left) || !IsGauge(right)))
        {
            window.Remarks.Warn(HistogramTexts.NotGauge(window.Remarks.MetricName));
        }

        var change = HistogramRate.Minus(right, left, window.Remarks);
        if (change is not null && isCounter)
        {
            // A reset that the left end lies within is in its value already; the right end is looked at apart, for
            // the last sample shares its hint.
            var isCutReset = cutsLeft && window.Histograms[first + 1].IsResetAfter(window.Histograms[first]);
            var next = first + (isCutReset ? 2 : 1);
            var before = isCutReset ? window.Histograms[first + 1] : left;
            change = next > last
                ? change
                : WithLost(change, before, window.Histograms[next..last], right, window.Remarks);
        }

        return change?.WithHint(CounterResetHint.Gauge).Compact();
    }

    // Whether all have the same kind of buckets; a warning when not, and one on gauges among counters.
    private static bool GoTogether(in MixedWindow window, int first, int last, bool isCounter)
    {
        var hasCustom = window.Histograms[first].HasCustomBuckets;
        foreach (var histogram in window.Histograms[first..(last + 1)])
        {
            if (histogram.HasCustomBuckets != hasCustom)
            {
                window.Remarks.Warn(HistogramTexts.MixedSchemas(window.Remarks.MetricName));
                return false;
            }

            if (isCounter && IsGauge(histogram))
            {
                window.Remarks.Warn(HistogramTexts.NotCounter(window.Remarks.MetricName));
            }
        }

        return true;
    }

    // Adds what stood before each reset among the histograms between the ends, and before one at the right end.
    private static FloatHistogram? WithLost(
        FloatHistogram change,
        FloatHistogram before,
        ReadOnlySpan<FloatHistogram> between,
        FloatHistogram right,
        RangeRemarks remarks)
    {
        var lost = default(FloatHistogram);
        foreach (var histogram in between)
        {
            if (histogram.IsResetAfter(before) && !TryLose(before, ref lost, remarks))
            {
                return null;
            }

            before = histogram;
        }

        if (right.IsResetAfter(before) && !TryLose(before, ref lost, remarks))
        {
            return null;
        }

        return lost is null ? change : HistogramRate.Plus(change, lost, remarks);
    }

    private static bool TryLose(FloatHistogram before, ref FloatHistogram? lost, RangeRemarks remarks)
    {
        lost = lost is null ? before : HistogramRate.Plus(lost, before, remarks);
        return lost is not null;
    }

    private static bool IsGauge(FloatHistogram histogram) => histogram.CounterResetHint == CounterResetHint.Gauge;
}
