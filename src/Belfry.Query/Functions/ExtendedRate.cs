using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// <c>rate</c>, <c>increase</c> and <c>delta</c> of an <c>anchored</c> or <c>smoothed</c> selector: the difference of
/// what stands at both ends of the range, and nothing extrapolated.
/// </summary>
internal sealed class ExtendedRate(ExtendedRange range, bool isCounter, bool isRate) : RangeFunction
{
    private readonly ExtrapolatedRate plain = new(isCounter, isRate);

    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            results[windows.Step] = windows.Count == 0 ? Presence.Absent : Value(in windows);
        }
    }

    /// <inheritdoc/>
    internal override FloatHistogram? OfMixed(in MixedWindow window, ref double value)
    {
        value = Presence.Absent;
        var change = window.IsMixed() ? null : ExtendedHistogramRate.Of(window, range, isCounter);
        return isRate ? change?.Divide(range.RangeMs / 1000.0) : change;
    }

    /// <inheritdoc/>
    internal override string? SuspectsCounter(
        Labels labels, ReadOnlySpan<double> results, QueryEngineOptions options) =>
        plain.SuspectsCounter(labels, results, options);

    private double Value(in RangeSamples windows)
    {
        var times = windows.Times[windows.Low..windows.High];
        var values = windows.Current;
        var (startMs, endMs) = (range.StartMs(windows), range.EndMs(windows));
        var first = ExtendedRange.First(times, startMs);
        var last = range.Last(times, endMs);
        if (times[last] <= startMs || (range.IsSmoothed && times[first] > endMs))
        {
            return Presence.Absent;
        }

        var left = range.Left(times, values, first, startMs, isCounter);
        var right = range.Right(times, values, last, endMs, isCounter);
        var change = right - left;
        if (isCounter)
        {
            // The samples at the ends have been looked at already.
            first += times[first] <= startMs ? 1 : 0;
            last -= times[last] >= endMs ? 1 : 0;
            change += Lost(left, right, first <= last ? values[first..(last + 1)] : default);
        }

        return isRate ? change / (range.RangeMs / 1000.0) : change;
    }

    private static double Lost(double left, double right, ReadOnlySpan<double> between)
    {
        var (lost, before) = (0.0, left);
        foreach (var value in between)
        {
            lost += value < before ? before : 0;
            before = value;
        }

        return right < before ? lost + before : lost;
    }
}
