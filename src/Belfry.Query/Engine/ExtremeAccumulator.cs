namespace Belfry.Query.Engine;

/// <summary><c>min</c> and <c>max</c>; NaN only when there is nothing else.</summary>
internal sealed class ExtremeAccumulator(int groups, int steps, bool isMax) : Accumulator(groups, steps)
{
    /// <inheritdoc/>
    internal override void Add(int group, ReadOnlySpan<double> values)
    {
        var best = Cells.AsSpan(group * Steps, Steps);
        for (var step = 0; step < values.Length; step++)
        {
            var value = values[step];
            if (Presence.IsAbsent(value))
            {
                continue;
            }

            // An absent cell is a NaN too, so the first value always enters.
            var isBetter = isMax ? value > best[step] : value < best[step];
            if (isBetter || double.IsNaN(best[step]))
            {
                best[step] = value;
            }
        }
    }

    /// <inheritdoc/>
    internal override void Finish(int group, Span<double> values, HistogramRow histograms) =>
        Cells.AsSpan(group * Steps, Steps).CopyTo(values);
}
