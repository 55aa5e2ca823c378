using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// <c>changes</c> and <c>resets</c> of an <c>anchored</c> selector: the samples of the range and the one before it.
/// </summary>
/// <typeparam name="TReduction">What is computed; a struct, so that its loop is compiled for it alone.</typeparam>
internal sealed class AnchoredReduction<TReduction>(ExtendedRange range) : RangeFunction
    where TReduction : struct, IReduction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            var times = windows.Times[windows.Low..windows.High];
            var inside = ExtendedRange.FirstFrom(times, range.StartMs(windows) + 1);
            var first = Math.Max(0, inside - 1);
            results[windows.Step] = inside == times.Length ? Presence.Absent
                : TReduction.UsesStarts && windows.HasStarts ? TReduction.ReduceStarted(windows, windows.Low + first)
                : TReduction.Reduce(windows.Current[first..]);
        }
    }

    /// <inheritdoc/>
    internal override FloatHistogram? OfMixed(in MixedWindow window, ref double value)
    {
        var startMs = window.EndMs - range.TailMs - range.RangeMs;
        var firstFloat = ExtendedRange.FirstFrom(window.FloatTimes, startMs + 1);
        var firstHistogram = ExtendedRange.FirstFrom(window.HistogramTimes, startMs + 1);
        if (firstFloat == window.Floats.Length && firstHistogram == window.Histograms.Length)
        {
            value = Presence.Absent;
            return null;
        }

        // The newest sample at or before the start, of whichever kind it is, is what the first one inside is compared
        // with.
        var isFloat = firstFloat > 0
            && (firstHistogram == 0 || window.FloatTimes[firstFloat - 1] >= window.HistogramTimes[firstHistogram - 1]);
        firstFloat -= isFloat ? 1 : 0;
        firstHistogram -= !isFloat && firstHistogram > 0 ? 1 : 0;
        return TReduction.ReduceMixed(window.From(firstFloat, firstHistogram), ref value);
    }
}
