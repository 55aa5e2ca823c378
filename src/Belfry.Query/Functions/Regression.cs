using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary><c>deriv</c> and <c>predict_linear</c>: the straight line of least squares through the samples.</summary>
internal sealed class Regression(bool isPrediction) : RangeFunction
{
    /// <inheritdoc/>
    internal override void Apply(ref RangeSamples windows, Span<double> results, double[][] parameters)
    {
        while (windows.MoveNext())
        {
            if (windows.Count < 2)
            {
                results[windows.Step] = Presence.Absent;
                continue;
            }

            var times = windows.Times[windows.Low..windows.High];
            var origin = isPrediction ? windows.StepMs : times[0];
            var (slope, intercept) = Line(times, windows.Current, origin);
            results[windows.Step] = isPrediction ? (slope * parameters[0][windows.Step]) + intercept : slope;
        }
    }

    // Times are taken relative to the origin, in seconds, so that their squares stay exact enough.
    private static (double Slope, double Intercept) Line(
        ReadOnlySpan<long> times, ReadOnlySpan<double> values, long originMs)
    {
        var (sumX, sumY, sumXY, sumXX) = (
            default(CompensatedSum), default(CompensatedSum), default(CompensatedSum), default(CompensatedSum));
        var isConstant = true;
        for (var index = 0; index < times.Length; index++)
        {
            isConstant &= values[index] == values[0] || index == 0;
            var x = (times[index] - originMs) / 1000.0;
            sumX.Add(x);
            sumY.Add(values[index]);
            sumXY.Add(x * values[index]);
            sumXX.Add(x * x);
        }

        if (isConstant)
        {
            return double.IsInfinity(values[0]) ? (double.NaN, double.NaN) : (0, values[0]);
        }

        double count = times.Length;
        var (x1, y1, xy, xx) = (
            sumX.Sum + sumX.Lost, sumY.Sum + sumY.Lost, sumXY.Sum + sumXY.Lost, sumXX.Sum + sumXX.Lost);
        var covariance = xy - (x1 * y1 / count);
        var variance = xx - (x1 * x1 / count);
        var slope = covariance / variance;
        return (slope, (y1 / count) - (slope * x1 / count));
    }
}
