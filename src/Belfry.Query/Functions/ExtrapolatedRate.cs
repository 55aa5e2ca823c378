using System.Buffers;
using Belfry.Model;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>
/// <c>rate</c>, <c>increase</c> and <c>delta</c>: the difference of the last and the first sample, extrapolated to the
/// range. Counter resets are found once for the series; a range then looks only at those it holds.
/// </summary>
internal sealed class ExtrapolatedRate(bool isCounter, bool isRate) : RangeFunction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        var resets = default(int[]);
        var resetCount = isCounter ? FindResets(windows.Values, ref resets) : 0;
        var firstReset = 0;
        while (windows.MoveNext())
        {
            if (windows.Count < 2)
            {
                results[windows.Step] = Presence.Absent;
                continue;
            }

            while (firstReset < resetCount && resets![firstReset] <= windows.Low)
            {
                firstReset++;
            }

            var values = windows.Values;
            var change = values[windows.High - 1] - values[windows.Low];
            for (var index = firstReset; index < resetCount && resets![index] < windows.High; index++)
            {
                change += values[resets[index] - 1];
            }

            results[windows.Step] = change * Factor(in windows, change);
        }

        if (resets is not null)
        {
            ArrayPool<int>.Shared.Return(resets);
        }
    }

    /// <inheritdoc/>
    internal override string? SuspectsCounter(Labels labels, ReadOnlySpan<double> results)
    {
        if (!isCounter)
        {
            return null;
        }

        var name = labels.Get(LabelNames.MetricNameUtf8);
        var looksLikeCounter = name.IsEmpty || name.EndsWith("_total"u8) || name.EndsWith("_sum"u8)
            || name.EndsWith("_count"u8) || name.EndsWith("_bucket"u8);
        if (looksLikeCounter || Presence.Count(results) == 0)
        {
            return null;
        }

        return "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            + QuotedText.Quote(labels.MetricName);
    }

    // The positions of samples lower than the one before, rising.
    private static int FindResets(ReadOnlySpan<double> values, ref int[]? resets)
    {
        var count = 0;
        for (var index = 1; index < values.Length; index++)
        {
            if (values[index] < values[index - 1])
            {
                resets ??= ArrayPool<int>.Shared.Rent(values.Length);
                resets[count++] = index;
            }
        }

        return count;
    }

    private double Factor(in RangeSamples windows, double change)
    {
        var first = windows.Times[windows.Low];
        var last = windows.Times[windows.High - 1];
        var toStart = (first - windows.StartMs) / 1000.0;
        var toEnd = (windows.EndMs - last) / 1000.0;
        var sampled = (last - first) / 1000.0;
        var average = sampled / (windows.Count - 1);

        // An edge nearer than this is taken to lie within the series; beyond, the series is taken to begin or end half
        // an interval outside of the samples.
        var near = average * 1.1;
        toStart = toStart >= near ? average / 2 : toStart;
        toEnd = toEnd >= near ? average / 2 : toEnd;
        if (isCounter && change > 0 && windows.Values[windows.Low] >= 0)
        {
            // A counter is not extrapolated to before it was zero.
            toStart = Math.Min(toStart, sampled * (windows.Values[windows.Low] / change));
        }

        var factor = (sampled + toStart + toEnd) / sampled;
        return isRate ? factor / (windows.RangeMs / 1000.0) : factor;
    }
}
