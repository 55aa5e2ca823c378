using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// A <c>smoothed</c> instant selector: at each step the value on the line between the samples around it; the last
/// sample where no later one is known, and nothing before the first.
/// </summary>
/// <param name="tailMs">How far samples reach past the step.</param>
internal sealed class SmoothedValue(long tailMs) : RangeFunction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            var times = windows.Times[windows.Low..windows.High];
            var timeMs = windows.EndMs - tailMs;
            var next = ExtendedRange.FirstFrom(times, timeMs);
            results[windows.Step] =
                next < times.Length && times[next] == timeMs ? windows.Current[next]
                : next == 0 ? Presence.Absent
                : next == times.Length ? windows.Current[^1]
                : Interpolation.Of(times, windows.Current, next - 1, timeMs, isCounter: false);
        }
    }

    /// <inheritdoc/>
    internal override FloatHistogram? OfMixed(in MixedWindow window, ref double value)
    {
        value = Presence.Absent;
        var times = window.HistogramTimes;
        var timeMs = window.EndMs - tailMs;
        var next = ExtendedRange.FirstFrom(times, timeMs);
        if (window.IsMixed() || (next == 0 && times[0] != timeMs))
        {
            return null;
        }

        if (next == times.Length)
        {
            // What its hint says is about the sample, not about its value.
            return window.Histograms[^1].WithHint(CounterResetHint.Unknown);
        }

        if (times[next] == timeMs)
        {
            return window.Histograms[next];
        }

        var isCounter = window.Histograms[next - 1].CounterResetHint != CounterResetHint.Gauge
            || window.Histograms[next].CounterResetHint != CounterResetHint.Gauge;
        if (window.Histograms[next - 1].HasCustomBuckets == window.Histograms[next].HasCustomBuckets)
        {
            return HistogramInterpolation.Of(window, next - 1, timeMs, isCounter);
        }

        window.Remarks.Warn(HistogramTexts.MixedSchemas(window.Remarks.MetricName));
        return null;
    }
}
