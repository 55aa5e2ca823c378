using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary><c>quantile_over_time</c>.</summary>
internal sealed class QuantileOverTime : RangeFunction
{
    /// <inheritdoc/>
    internal override void CheckParameters(double[][] parameters, Annotations annotations, SourceSpan firstArgument) =>
        Quantiles.CheckRange(parameters[0], annotations, firstArgument);

    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        using var sorted = new StepBuffer(windows.Values.Length);
        while (windows.MoveNext())
        {
            if (windows.Count == 0)
            {
                results[windows.Step] = Presence.Absent;
                continue;
            }

            var current = sorted.Values[..windows.Count];
            windows.Current.CopyTo(current);
            results[windows.Step] = Quantiles.Of(parameters[0][windows.Step], current);
        }
    }
}
