using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary><c>irate</c> and <c>idelta</c>: the difference of the last two samples.</summary>
internal sealed class InstantRate(bool isRate) : RangeFunction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            results[windows.Step] = windows.Count < 2 ? Presence.Absent : Value(in windows);
        }
    }

    /// <inheritdoc/>
    internal override FloatHistogram? OfMixed(in MixedWindow window, ref double value)
    {
        // If both of the last two samples are floats, they have their result.
        var floats = FloatsAmongLastTwo(window);
        if (floats == 2 || window.Floats.Length + window.Histograms.Length < 2)
        {
            return null;
        }

        value = Presence.Absent;
        if (floats == 1)
        {
            window.Remarks.Warn(HistogramTexts.MixedWithFloats(window.Remarks.MetricName));
            return null;
        }

        return Difference(window);
    }

    private double Value(in RangeSamples windows)
    {
        var last = windows.High - 1;
        var (before, now) = (windows.Values[last - 1], windows.Values[last]);
        if (!isRate)
        {
            return now - before;
        }

        var seconds = (windows.Times[last] - windows.Times[last - 1]) / 1000.0;
        return (now < before || windows.IsResetByStart(last) ? now : now - before) / seconds;
    }

    private static int FloatsAmongLastTwo(in MixedWindow window)
    {
        var (float1, float2) = (TimeFromEnd(window.FloatTimes, 1), TimeFromEnd(window.FloatTimes, 2));
        var (histogram1, histogram2) = (TimeFromEnd(window.HistogramTimes, 1), TimeFromEnd(window.HistogramTimes, 2));
        return float2 > histogram1 ? 2 : histogram2 > float1 ? 0 : 1;
    }

    private static long TimeFromEnd(ReadOnlySpan<long> times, int place) =>
        times.Length < place ? long.MinValue : times[^place];

    private FloatHistogram? Difference(in MixedWindow window)
    {
        var remarks = window.Remarks;
        var (before, now) = (window.Histograms[^2], window.Histograms[^1]);
        var gauges = (before.CounterResetHint == CounterResetHint.Gauge ? 1 : 0)
            + (now.CounterResetHint == CounterResetHint.Gauge ? 1 : 0);
        if (isRate && gauges > 0)
        {
            remarks.Warn(HistogramTexts.NotCounter(remarks.MetricName));
        }

        if (!isRate && gauges < 2)
        {
            remarks.Warn(HistogramTexts.NotGauge(remarks.MetricName));
        }

        var change = now;
        if (!isRate || !window.IsReset(window.Histograms.Length - 1))
        {
            if (!now.TrySubtract(before, out var difference, out var found))
            {
                remarks.Warn(HistogramTexts.MixedSchemas(remarks.MetricName));
                return null;
            }

            if ((found & HistogramRemarks.BoundsReconciled) != 0)
            {
                remarks.Inform(HistogramTexts.Reconciled("subtraction"));
            }

            change = difference;
        }

        change = change.WithHint(CounterResetHint.Gauge).Compact();
        return isRate ? change.Divide((window.HistogramTimes[^1] - window.HistogramTimes[^2]) / 1000.0) : change;
    }
}
