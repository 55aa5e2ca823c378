using Belfry.Query.Functions;

namespace Belfry.Query.Engine;

/// <summary><c>sum</c>, compensated.</summary>
internal sealed class SumAccumulator(int groups, int steps) : Accumulator(groups, steps)
{
    private readonly double[] lost = new double[groups * steps];

    /// <inheritdoc/>
    internal override void Add(int group, ReadOnlySpan<double> values)
    {
        var sums = Cells.AsSpan(group * Steps, Steps);
        var rests = lost.AsSpan(group * Steps, Steps);
        for (var step = 0; step < values.Length; step++)
        {
            var value = values[step];
            if (Presence.IsAbsent(value))
            {
                continue;
            }

            if (Presence.IsAbsent(sums[step]))
            {
                sums[step] = value;
            }
            else
            {
                CompensatedSum.Add(ref sums[step], ref rests[step], value);
            }
        }
    }

    /// <inheritdoc/>
    internal override void Finish(int group, Span<double> values)
    {
        var sums = Cells.AsSpan(group * Steps, Steps);
        var rests = lost.AsSpan(group * Steps, Steps);
        for (var step = 0; step < values.Length; step++)
        {
            values[step] = Presence.IsAbsent(sums[step]) ? Presence.Absent : sums[step] + rests[step];
        }
    }
}
