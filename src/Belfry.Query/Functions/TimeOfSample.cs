using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary><c>ts_of_*_over_time</c>: when a sample of the range was taken, in seconds.</summary>
internal sealed class TimeOfSample(SampleChoice choice) : RangeFunction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            results[windows.Step] = windows.Count == 0
                ? Presence.Absent
                : windows.Times[windows.Low + Choose(windows.Current)] / 1000.0;
        }
    }

    /// <inheritdoc/>
    internal override FloatHistogram? OfMixed(in MixedWindow window, ref double value)
    {
        if (choice is SampleChoice.Max or SampleChoice.Min)
        {
            return window.Ignore();
        }

        var time = window.HistogramTimes[choice == SampleChoice.First ? 0 : ^1] / 1000.0;
        var isBetter = choice == SampleChoice.First ? time < value : time > value;
        value = window.Floats.IsEmpty || isBetter ? time : value;
        return null;
    }

    private int Choose(ReadOnlySpan<double> values)
    {
        if (choice is SampleChoice.First or SampleChoice.Last)
        {
            return choice == SampleChoice.First ? 0 : values.Length - 1;
        }

        var chosen = 0;
        for (var index = 1; index < values.Length; index++)
        {
            var best = values[chosen];
            var isBetter = choice == SampleChoice.Max ? values[index] >= best : values[index] <= best;
            chosen = isBetter || double.IsNaN(best) ? index : chosen;
        }

        return chosen;
    }
}
