using Belfry.Model.Histograms;
using Belfry.Query.Engine;

namespace Belfry.Query.Functions;

/// <summary>The reductions of <c>*_over_time</c>. Sums are compensated as Prometheus's are.</summary>
internal static class Reductions
{
    internal readonly struct Sum : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values)
        {
            var sum = default(CompensatedSum);
            foreach (var value in values)
            {
                sum.Add(value);
            }

            return sum.Total;
        }

        public static FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) =>
            MixedReductions.Total(window, isAverage: false, ref value);
    }

    internal readonly struct Average : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values)
        {
            var sum = new CompensatedSum { Sum = values[0] };
            for (var index = 1; index < values.Length; index++)
            {
                var before = sum;
                sum.Add(values[index]);
                if (double.IsInfinity(sum.Sum))
                {
                    return Incremental(before, values, index);
                }
            }

            return (sum.Sum / values.Length) + (sum.Lost / values.Length);
        }

        // The sum overflows: go on with the mean, which cannot.
        private static double Incremental(CompensatedSum sum, ReadOnlySpan<double> values, int from)
        {
            var mean = new CompensatedSum { Sum = sum.Sum / from, Lost = sum.Lost / from };
            for (var index = from; index < values.Length; index++)
            {
                double count = index + 1;
                var weight = (count - 1) / count;
                mean.Sum *= weight;
                mean.Lost *= weight;
                mean.Add(values[index] / count);
            }

            return mean.Sum + mean.Lost;
        }

        public static FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) =>
            MixedReductions.Total(window, isAverage: true, ref value);
    }

    internal readonly struct Min : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values)
        {
            var least = values[0];
            foreach (var value in values)
            {
                least = value < least || double.IsNaN(least) ? value : least;
            }

            return least;
        }
    }

    internal readonly struct Max : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values)
        {
            var most = values[0];
            foreach (var value in values)
            {
                most = value > most || double.IsNaN(most) ? value : most;
            }

            return most;
        }
    }

    internal readonly struct Count : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values) => values.Length;

        public static FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) =>
            MixedReductions.Count(window, ref value);
    }

    internal readonly struct Last : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values) => values[^1];

        public static FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) =>
            MixedReductions.Last(window);
    }

    internal readonly struct First : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values) => values[0];

        public static FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) =>
            MixedReductions.First(window);
    }

    internal readonly struct Present : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values) => 1;

        public static FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) =>
            MixedReductions.Present(ref value);
    }

    internal readonly struct Variance : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values)
        {
            var mean = default(CompensatedSum);
            var squares = default(CompensatedSum);
            var count = 0.0;
            foreach (var value in values)
            {
                count++;
                var delta = value - (mean.Sum + mean.Lost);
                mean.Add(delta / count);
                squares.Add(delta * (value - (mean.Sum + mean.Lost)));
            }

            return (squares.Sum + squares.Lost) / count;
        }
    }

    internal readonly struct Deviation : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values) => Math.Sqrt(Variance.Reduce(values));
    }

    internal readonly struct Changes : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values)
        {
            var changes = 0;
            for (var index = 1; index < values.Length; index++)
            {
                var (before, now) = (values[index - 1], values[index]);
                changes += now != before && !(double.IsNaN(now) && double.IsNaN(before)) ? 1 : 0;
            }

            return changes;
        }

        public static FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) =>
            MixedReductions.Changes(window, ref value);
    }

    internal readonly struct Resets : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values)
        {
            var resets = 0;
            for (var index = 1; index < values.Length; index++)
            {
                resets += values[index] < values[index - 1] ? 1 : 0;
            }

            return resets;
        }

        public static bool UsesStarts => true;

        public static double ReduceStarted(in RangeSamples windows, int first)
        {
            var resets = 0;
            for (var index = first + 1; index < windows.High; index++)
            {
                var isReset = windows.Values[index] < windows.Values[index - 1] || windows.IsResetByStart(index);
                resets += isReset ? 1 : 0;
            }

            return resets;
        }

        public static FloatHistogram? ReduceMixed(in MixedWindow window, ref double value) =>
            MixedReductions.Resets(window, ref value);
    }

    internal readonly struct MedianDeviation : IReduction
    {
        public static double Reduce(ReadOnlySpan<double> values)
        {
            // The median passes over NaN, which sorts first; the deviation must not.
            foreach (var value in values)
            {
                if (double.IsNaN(value))
                {
                    return double.NaN;
                }
            }

            using var buffer = new StepBuffer(values.Length);
            values.CopyTo(buffer.Values);
            var median = Quantiles.Of(0.5, buffer.Values);
            for (var index = 0; index < values.Length; index++)
            {
                buffer.Values[index] = Math.Abs(values[index] - median);
            }

            return Quantiles.Of(0.5, buffer.Values);
        }
    }
}
