using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// What <c>*_over_time</c>, <c>changes</c> and <c>resets</c> make of ranges that have native histograms.
/// </summary>
internal static class MixedReductions
{
    /// <summary>The number of samples.</summary>
    internal static FloatHistogram? Count(in MixedWindow window, ref double value)
    {
        value = window.Floats.Length + window.Histograms.Length;
        return null;
    }

    /// <summary>1, for there are samples.</summary>
    internal static FloatHistogram? Present(ref double value)
    {
        value = 1;
        return null;
    }

    /// <summary>The oldest sample.</summary>
    internal static FloatHistogram? First(in MixedWindow window) =>
        !window.Floats.IsEmpty && window.FloatTimes[0] < window.HistogramTimes[0] ? null : window.Histograms[0];

    /// <summary>The newest sample.</summary>
    internal static FloatHistogram? Last(in MixedWindow window) =>
        !window.Floats.IsEmpty && window.FloatTimes[^1] > window.HistogramTimes[^1] ? null : window.Histograms[^1];

    /// <summary>The sum or the average of histograms; nothing where there are floats as well.</summary>
    internal static FloatHistogram? Total(in MixedWindow window, bool isAverage, ref double value)
    {
        if (window.IsMixed())
        {
            value = Presence.Absent;
            return null;
        }

        var total = new HistogramTotal(window.Histograms[0], isAverage);
        foreach (var histogram in window.Histograms[1..])
        {
            if (!total.TryAdd(histogram))
            {
                window.Remarks.Warn(HistogramTexts.MixedSchemas(window.Remarks.MetricName));
                return null;
            }
        }

        if (total.HasConflict)
        {
            window.Remarks.Warn(HistogramTexts.ResetConflict("aggregation"));
        }

        if (total.IsReconciled)
        {
            window.Remarks.Inform(HistogramTexts.Reconciled("aggregation"));
        }

        return total.Result();
    }

    /// <summary>How often a sample differs from the one before it.</summary>
    internal static FloatHistogram? Changes(in MixedWindow window, ref double value)
    {
        value = CountSteps(
            window,
            static (window, index) => Differ(window.Floats[index - 1], window.Floats[index]),
            static (window, index) => !window.Histograms[index].IsIdenticalTo(window.Histograms[index - 1]));
        return null;
    }

    /// <summary>How often a counter was reset; a change between floats and histograms is a reset.</summary>
    internal static FloatHistogram? Resets(in MixedWindow window, ref double value)
    {
        value = CountSteps(
            window,
            static (window, index) => window.IsFloatReset(index),
            static (window, index) => window.IsReset(index));
        return null;
    }

    private static bool Differ(double before, double now) =>
        now != before && !(double.IsNaN(now) && double.IsNaN(before));

    // Walks over both kinds by time and counts the steps that count; those from one kind to the other always do.
    private static int CountSteps(
        in MixedWindow window, SampleStep countsFloat, SampleStep countsHistogram)
    {
        var (nextFloat, nextHistogram, steps) = (0, 0, 0);
        var wasFloat = default(bool?);
        while (nextFloat < window.Floats.Length || nextHistogram < window.Histograms.Length)
        {
            var isFloat = nextHistogram == window.Histograms.Length
                || (nextFloat < window.Floats.Length
                    && window.FloatTimes[nextFloat] < window.HistogramTimes[nextHistogram]);
            var counts = wasFloat is not null
                && (isFloat != wasFloat
                    || (isFloat
                        ? countsFloat(window, nextFloat)
                        : countsHistogram(window, nextHistogram)));
            steps += counts ? 1 : 0;
            nextFloat += isFloat ? 1 : 0;
            nextHistogram += isFloat ? 0 : 1;
            wasFloat = isFloat;
        }

        return steps;
    }

    private delegate bool SampleStep(MixedWindow window, int index);
}
