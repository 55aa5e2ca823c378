using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary><c>irate</c> and <c>idelta</c>: the difference of the last two samples.</summary>
internal sealed class InstantRate(bool isRate) : RangeFunction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            results[windows.Step] = windows.Count < 2 ? Presence.Absent : Value(in windows);
        }
    }

    private double Value(in RangeSamples windows)
    {
        var last = windows.High - 1;
        var (before, now) = (windows.Values[last - 1], windows.Values[last]);
        if (!isRate)
        {
            return now - before;
        }

        var seconds = (windows.Times[last] - windows.Times[last - 1]) / 1000.0;
        return (now < before ? now : now - before) / seconds;
    }
}
