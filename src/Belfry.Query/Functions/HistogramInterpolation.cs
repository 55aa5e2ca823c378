using Belfry.Model.Histograms;

namespace Belfry.Query.Functions;

/// <summary>
/// Native histograms between samples: each bucket on the straight line from one to the next. Source: prometheus
/// <c>promql/functions.go</c>, <c>interpolateHistograms</c>.
/// </summary>
internal static class HistogramInterpolation
{
    /// <summary>
    /// The histogram at a time between samples <paramref name="before"/> and the next. A counter that was reset between
    /// them is taken to have begun at zero right after the first. Null, with a warning, when the two do not go
    /// together.
    /// </summary>
    internal static FloatHistogram? Of(in MixedWindow window, int before, long timeMs, bool isCounter)
    {
        var (from, to) = (window.Histograms[before], window.Histograms[before + 1]);
        var (fromMs, toMs) = (window.HistogramTimes[before], window.HistogramTimes[before + 1]);
        if (timeMs == fromMs || timeMs == toMs)
        {
            return timeMs == fromMs ? from : to;
        }

        var fraction = (double)(timeMs - fromMs) / (toMs - fromMs);
        if (isCounter && to.IsResetAfter(from))
        {
            return to.Multiply(fraction);
        }

        return HistogramRate.Minus(to, from, window.Remarks) is { } change
            ? HistogramRate.Plus(change.Multiply(fraction), from, window.Remarks)
            : null;
    }
}
