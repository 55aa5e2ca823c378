namespace Belfry.Query.Engine;

/// <summary><c>stdvar</c> and <c>stddev</c>, by Welford's running mean; NaN when a value is NaN or infinite.</summary>
internal sealed class VarianceAccumulator(int groups, int steps, bool isDeviation) : Accumulator(groups, steps)
{
    private readonly double[] means = new double[groups * steps];
    private readonly int[] counts = new int[groups * steps];

    /// <inheritdoc/>
    internal override void Add(int group, ReadOnlySpan<double> values)
    {
        var start = group * Steps;
        for (var step = 0; step < values.Length; step++)
        {
            var value = values[step];
            if (Presence.IsAbsent(value))
            {
                continue;
            }

            var cell = start + step;
            if (++counts[cell] == 1)
            {
                means[cell] = value;
                Cells[cell] = double.IsFinite(value) ? 0 : double.NaN;
                continue;
            }

            var delta = value - means[cell];
            means[cell] += delta / counts[cell];
            Cells[cell] += delta * (value - means[cell]);
        }
    }

    /// <inheritdoc/>
    internal override void Finish(int group, Span<double> values, HistogramRow histograms)
    {
        var start = group * Steps;
        for (var step = 0; step < values.Length; step++)
        {
            var variance = Cells[start + step] / counts[start + step];
            values[step] = counts[start + step] == 0
                ? Presence.Absent
                : isDeviation ? Math.Sqrt(variance) : variance;
        }
    }
}
