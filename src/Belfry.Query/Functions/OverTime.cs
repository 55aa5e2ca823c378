using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>A function that takes the samples of each range alone, as most of <c>*_over_time</c> do.</summary>
/// <typeparam name="TReduction">What is computed; a struct, so that its loop is compiled for it alone.</typeparam>
internal sealed class OverTime<TReduction> : RangeFunction
    where TReduction : struct, IReduction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            results[windows.Step] = windows.Count == 0 ? Presence.Absent
                : TReduction.UsesStarts && windows.HasStarts ? TReduction.ReduceStarted(windows, windows.Low)
                : TReduction.Reduce(windows.Current);
        }
    }

    /// <inheritdoc/>
    internal override FloatHistogram? OfMixed(in MixedWindow window, ref double value) =>
        TReduction.ReduceMixed(window, ref value);
}
