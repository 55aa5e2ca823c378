using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// The difference of the last and the first native histogram of a range, for counters with what was lost to resets; not
/// extrapolated. Source: prometheus <c>promql/functions.go</c>, <c>histogramRate</c>.
/// </summary>
internal static class HistogramRate
{
    /// <summary>The difference, a gauge; null, with a warning, when the histograms cannot be compared.</summary>
    internal static FloatHistogram? Of(in MixedWindow window, bool isCounter)
    {
        var histograms = window.Histograms;
        var last = histograms[^1];

        // When the counter was reset behind the first sample, nothing of that counts, not even its layout.
        var isFirstVoid = isCounter && window.IsReset(1);
        var first = isFirstVoid ? EmptyLike(histograms[1]) : histograms[0];
        var hasGauge = IsGauge(histograms[0]) || IsGauge(last);
        var minSchema = Math.Min(first.Schema, last.Schema);
        var hasMixedInside = false;
        foreach (var histogram in histograms[1..^1])
        {
            hasGauge |= IsGauge(histogram);
            minSchema = isCounter ? Math.Min(minSchema, histogram.Schema) : minSchema;
            hasMixedInside |= isCounter && histogram.HasCustomBuckets != first.HasCustomBuckets;
        }

        if (last.HasCustomBuckets != first.HasCustomBuckets)
        {
            Remark(window.Remarks, isCounter, IsGauge(histograms[0]) || IsGauge(last), areEndsGauges: true);
            return Incompatible(window);
        }

        if (hasMixedInside)
        {
            return Incompatible(window);
        }

        if (!last.ToSchema(minSchema).TrySubtract(first, out var change, out var remarks))
        {
            return Incompatible(window);
        }

        var isReconciledInResets = false;
        for (var index = isFirstVoid ? 2 : 1; isCounter && index < histograms.Length; index++)
        {
            if (window.IsReset(index))
            {
                if (!change.TryAdd(histograms[index - 1], out change, out var resetRemarks))
                {
                    return Incompatible(window);
                }

                isReconciledInResets |= (resetRemarks & HistogramRemarks.BoundsReconciled) != 0;
            }
        }

        Remark(window.Remarks, isCounter, hasGauge, IsGauge(histograms[0]) && IsGauge(last));
        if (isCounter && window.HasOverlap())
        {
            window.Remarks.Warn(CounterStarts.OverlapText(window.Remarks.MetricName));
        }

        if ((remarks & HistogramRemarks.BoundsReconciled) != 0)
        {
            window.Remarks.Inform(HistogramTexts.Reconciled("subtraction"));
        }

        if (isReconciledInResets)
        {
            window.Remarks.Inform(HistogramTexts.Reconciled("addition"));
        }

        return change.WithHint(CounterResetHint.Gauge).Compact();
    }

    /// <summary>A sum; null, with a warning, when the histograms do not go together.</summary>
    internal static FloatHistogram? Plus(FloatHistogram left, FloatHistogram right, RangeRemarks remarks)
    {
        _ = left.TryAdd(right, out var sum, out var found);
        return Remarked(sum, found, "addition", remarks);
    }

    /// <summary>A difference; null, with a warning, when the histograms do not go together.</summary>
    internal static FloatHistogram? Minus(FloatHistogram left, FloatHistogram right, RangeRemarks remarks)
    {
        _ = left.TrySubtract(right, out var difference, out var found);
        return Remarked(difference, found, "subtraction", remarks);
    }

    private static FloatHistogram? Remarked(
        FloatHistogram? result, HistogramRemarks found, string operation, RangeRemarks remarks)
    {
        if (result is null)
        {
            remarks.Warn(HistogramTexts.MixedSchemas(remarks.MetricName));
        }
        else if ((found & HistogramRemarks.BoundsReconciled) != 0)
        {
            remarks.Inform(HistogramTexts.Reconciled(operation));
        }

        return result;
    }

    private static bool IsGauge(FloatHistogram histogram) => histogram.CounterResetHint == CounterResetHint.Gauge;

    private static FloatHistogram EmptyLike(FloatHistogram histogram) =>
        new() { Schema = histogram.Schema, CustomValues = histogram.CustomValues };

    private static FloatHistogram? Incompatible(in MixedWindow window)
    {
        window.Remarks.Warn(HistogramTexts.MixedSchemas(window.Remarks.MetricName));
        return null;
    }

    private static void Remark(RangeRemarks remarks, bool isCounter, bool hasGauge, bool areEndsGauges)
    {
        if (isCounter && hasGauge)
        {
            remarks.Warn(HistogramTexts.NotCounter(remarks.MetricName));
        }

        if (!isCounter && !areEndsGauges)
        {
            remarks.Warn(HistogramTexts.NotGauge(remarks.MetricName));
        }
    }
}
