namespace Belfry.Query.Engine;

/// <summary><c>count</c> and <c>group</c>.</summary>
internal sealed class CountAccumulator(int groups, int steps, bool counts) : Accumulator(groups, steps)
{
    /// <inheritdoc/>
    internal override void Add(int group, ReadOnlySpan<double> values)
    {
        var cells = Cells.AsSpan(group * Steps, Steps);
        for (var step = 0; step < values.Length; step++)
        {
            if (Presence.IsPresent(values[step]))
            {
                cells[step] = counts && Presence.IsPresent(cells[step]) ? cells[step] + 1 : 1;
            }
        }
    }

    /// <inheritdoc/>
    internal override void AddMixed(
        int group, ReadOnlySpan<double> values, HistogramRow histograms, in MixedRow source) => Add(group, values);

    /// <inheritdoc/>
    internal override void Finish(int group, Span<double> values, HistogramRow histograms) =>
        Cells.AsSpan(group * Steps, Steps).CopyTo(values);
}
