using Belfry.Query.Functions;

namespace Belfry.Query.Engine;

/// <summary>
/// <c>avg</c>: a compensated sum divided at the end; where the sum overflows, a running mean from there on.
/// </summary>
internal sealed class AverageAccumulator(int groups, int steps)
    : TotalAccumulator(groups, steps, isAverage: true)
{
    private readonly double[] lost = new double[groups * steps];
    private readonly int[] counts = new int[groups * steps];
    private bool[]? isMean;

    /// <inheritdoc/>
    private protected override void AddFloats(int group, ReadOnlySpan<double> values)
    {
        var start = group * Steps;
        for (var step = 0; step < values.Length; step++)
        {
            if (Presence.IsPresent(values[step]))
            {
                Add(start + step, values[step]);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void FinishFloats(int group, Span<double> values)
    {
        var start = group * Steps;
        for (var step = 0; step < values.Length; step++)
        {
            var cell = start + step;
            values[step] = counts[cell] == 0
                ? Presence.Absent
                : isMean is not null && isMean[cell]
                    ? Cells[cell] + lost[cell]
                    : (Cells[cell] / counts[cell]) + (lost[cell] / counts[cell]);
        }
    }

    private void Add(int cell, double value)
    {
        double count = ++counts[cell];
        if (count == 1)
        {
            Cells[cell] = value;
            return;
        }

        if (isMean is null || !isMean[cell])
        {
            var (sum, rest) = (Cells[cell], lost[cell]);
            CompensatedSum.Add(ref sum, ref rest, value);
            if (!double.IsInfinity(sum))
            {
                (Cells[cell], lost[cell]) = (sum, rest);
                return;
            }

            isMean ??= new bool[Cells.Length];
            isMean[cell] = true;
            Cells[cell] /= count - 1;
            lost[cell] /= count - 1;
        }

        var weight = (count - 1) / count;
        Cells[cell] *= weight;
        lost[cell] *= weight;
        CompensatedSum.Add(ref Cells[cell], ref lost[cell], value / count);
    }
}
