using Belfry.Query.Engine;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Functions;

/// <summary>
/// Slides a range over a series that has native histograms, step by step, and adds up what is held: both ends only move
/// forward.
/// </summary>
internal ref struct MixedRanges
{
    private readonly SampleColumns floats;
    private readonly HistogramSamples histograms;
    private readonly RangeRemarks remarks;
    private RangeSamples floatRanges;
    private RangeSamples histogramRanges;
    private int weighed;
    private int dropped;
    private long weight;

    internal MixedRanges(
        SampleColumns floats, HistogramSamples histograms, RangeWindow window, RangeRemarks remarks)
    {
        this.floats = floats;
        this.histograms = histograms;
        this.remarks = remarks;
        floatRanges = new RangeSamples(floats.TimestampsMs, floats.Values, window);
        histogramRanges = new RangeSamples(histograms.Times, default, window);
    }

    /// <summary>The current step.</summary>
    internal readonly int Step => floatRanges.Step;

    /// <summary>Whether the current range has a histogram.</summary>
    internal readonly bool HasHistograms => histogramRanges.Count > 0;

    /// <summary>What was in ranges so far, each as often as a range held it, histograms by their weight.</summary>
    internal long WeightSeen { get; private set; }

    /// <summary>The most that one range held so far.</summary>
    internal long WeightMax { get; private set; }

    /// <summary>The current range.</summary>
    internal readonly MixedWindow Current => new(histograms, histogramRanges.Low, histogramRanges.High)
    {
        Floats = floatRanges.Current,
        FloatTimes = floats.TimestampsMs[floatRanges.Low..floatRanges.High],
        FloatStarts = floats.HasStarts ? floats.StartsMs[floatRanges.Low..floatRanges.High] : default,
        StartMs = floatRanges.StartMs,
        EndMs = floatRanges.EndMs,
        Remarks = remarks,
    };

    /// <summary>Moves to the next step; false after the last.</summary>
    internal bool MoveNext()
    {
        if (!floatRanges.MoveNext() || !histogramRanges.MoveNext())
        {
            return false;
        }

        while (weighed < histogramRanges.High)
        {
            weight += histograms.Weight(weighed++);
        }

        while (dropped < histogramRanges.Low)
        {
            weight -= histograms.Weight(dropped++);
        }

        WeightSeen += weight + floatRanges.Count;
        WeightMax = Math.Max(WeightMax, weight + floatRanges.Count);
        return true;
    }
}
