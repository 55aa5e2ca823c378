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
            results[windows.Step] = inside == times.Length
                ? Presence.Absent
                : TReduction.Reduce(windows.Current[Math.Max(0, inside - 1)..]);
        }
    }
}
