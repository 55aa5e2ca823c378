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
    private readonly int high;

    internal MixedWindow(HistogramSamples samples, int low, int high)
    {
        this.samples = samples;
        this.low = low;
        this.high = high;
        Histograms = samples.Histograms[low..high];
        HistogramTimes = samples.Times[low..high];
        HistogramStarts = samples.Starts.IsEmpty ? default : samples.Starts[low..high];
    }

    /// <summary>The histograms; at least one.</summary>
    internal ReadOnlySpan<FloatHistogram> Histograms { get; }

    /// <summary>Their times in milliseconds.</summary>
    internal ReadOnlySpan<long> HistogramTimes { get; }

    /// <summary>Since when they count, zero where it is not known; empty when it is of no sample.</summary>
    internal ReadOnlySpan<long> HistogramStarts { get; }

    /// <summary>The floats.</summary>
    internal ReadOnlySpan<double> Floats { get; init; }

    /// <summary>Their times in milliseconds.</summary>
    internal ReadOnlySpan<long> FloatTimes { get; init; }

    /// <summary>Since when they count, like <see cref="HistogramStarts"/>.</summary>
    internal ReadOnlySpan<long> FloatStarts { get; init; }

    /// <summary>The open start.</summary>
    internal long StartMs { get; init; }

    /// <summary>The end.</summary>
    internal long EndMs { get; init; }

    /// <summary>The length of the range.</summary>
    internal long RangeMs => EndMs - StartMs;

    /// <summary>Where remarks go.</summary>
    internal required RangeRemarks Remarks { get; init; }

    /// <summary>The window without its first samples; histograms may be missing then.</summary>
    internal MixedWindow From(int firstFloat, int firstHistogram) => new(samples, low + firstHistogram, high)
    {
        Floats = Floats[firstFloat..],
        FloatTimes = FloatTimes[firstFloat..],
        FloatStarts = FloatStarts.IsEmpty ? default : FloatStarts[firstFloat..],
        StartMs = StartMs,
        EndMs = EndMs,
        Remarks = Remarks,
    };

    /// <summary>
    /// Whether the counter was reset between a histogram, not the first, and the one before it; found once for all
    /// ranges of the series.
    /// </summary>
    internal bool IsReset(int index) => samples.IsReset(low + index);

    /// <summary>Whether the counter was reset between a float, not the first, and the one before it.</summary>
    internal bool IsFloatReset(int index) =>
        Floats[index] < Floats[index - 1]
        || (!FloatStarts.IsEmpty && CounterStarts.IsReset(
            FloatStarts[index - 1], FloatTimes[index - 1], FloatStarts[index], FloatTimes[index]));

    /// <summary>Whether any histogram counts what the one before counted, too.</summary>
    internal bool HasOverlap()
    {
        for (var index = 1; index < HistogramStarts.Length; index++)
        {
            if (CounterStarts.Overlap(HistogramStarts[index - 1], HistogramTimes[index - 1], HistogramStarts[index]))
            {
                return true;
            }
        }

        return false;
    }

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
