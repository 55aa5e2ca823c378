using Belfry.Query.Engine;
using Belfry.Query.PromQL;

namespace Belfry.Query.Functions;

/// <summary>
/// <c>double_exponential_smoothing</c>: the level after smoothing values and trend (Holt's linear method).
/// </summary>
internal sealed class DoubleExponentialSmoothing : RangeFunction
{
    /// <inheritdoc/>
    internal override void CheckParameters(double[][] parameters, Annotations annotations, SourceSpan firstArgument)
    {
        string[] names = ["smoothing", "trend"];
        for (var index = 0; index < names.Length; index++)
        {
            foreach (var factor in parameters[index])
            {
                if (factor is <= 0 or >= 1)
                {
                    throw EvaluationException.Failed(
                        $"invalid {names[index]} factor. Expected: 0 < {(index == 0 ? "sf" : "tf")} < 1, got: "
                        + factor.ToString("F6", System.Globalization.CultureInfo.InvariantCulture));
                }
            }
        }
    }

    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            results[windows.Step] = windows.Count < 2
                ? Presence.Absent
                : Smooth(windows.Current, parameters[0][windows.Step], parameters[1][windows.Step]);
        }
    }

    private static double Smooth(ReadOnlySpan<double> values, double level, double trend)
    {
        var slope = values[1] - values[0];
        var before = 0.0;
        var smoothed = values[0];
        for (var index = 1; index < values.Length; index++)
        {
            slope = index == 1 ? slope : (trend * (smoothed - before)) + ((1 - trend) * slope);
            before = smoothed;
            smoothed = (level * values[index]) + ((1 - level) * (smoothed + slope));
        }

        return smoothed;
    }
}
