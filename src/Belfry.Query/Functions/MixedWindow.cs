using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// One range over a series that has native histograms: its floats and its histograms, each by rising time, none stale.
/// </summary>
internal readonly ref struct MixedWindow
{
    private readonly HistogramSamples samples;
    private readonly int low;

    internal MixedWindow(HistogramSamples samples, int low, int high)
    {
        this.samples = samples;
        this.low = low;
        Histograms = samples.Histograms[low..high];
        HistogramTimes = samples.Times[low..high];
    }

    /// <summary>The histograms; at least one.</summary>
    internal ReadOnlySpan<FloatHistogram> Histograms { get; }

    /// <summary>Their times in milliseconds.</summary>
    internal ReadOnlySpan<long> HistogramTimes { get; }

    /// <summary>The floats.</summary>
    internal ReadOnlySpan<double> Floats { get; init; }

    /// <summary>Their times in milliseconds.</summary>
    internal ReadOnlySpan<long> FloatTimes { get; init; }

    /// <summary>The open start.</summary>
    internal long StartMs { get; init; }

    /// <summary>The end.</summary>
    internal long EndMs { get; init; }

    /// <summary>The length of the range.</summary>
    internal long RangeMs => EndMs - StartMs;

    /// <summary>Where remarks go.</summary>
    internal required RangeRemarks Remarks { get; init; }

    /// <summary>
    /// Whether the counter was reset between a histogram, not the first, and the one before it; found once for all
    /// ranges of the series.
    /// </summary>
    internal bool IsReset(int index) => samples.IsReset(low + index);

    /// <summary>What functions of floats do: leave histograms out, and say so where there are floats.</summary>
    internal FloatHistogram? Ignore()
    {
        if (!Floats.IsEmpty)
        {
            Remarks.Inform(HistogramTexts.IgnoredInRange(Remarks.MetricName));
        }

        return null;
    }

    /// <summary>
    /// True, with a warning, when there are both floats and histograms, which the function cannot mix.
    /// </summary>
    internal bool IsMixed()
    {
        if (Floats.IsEmpty)
        {
            return false;
        }

        Remarks.Warn(HistogramTexts.MixedWithFloats(Remarks.MetricName));
        return true;
    }
}
