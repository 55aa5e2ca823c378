namespace Belfry.Query.Engine;

/// <summary>
/// <c>sum</c> and <c>avg</c>: of floats, or of native histograms. A cell that gets both has no result.
/// </summary>
internal abstract class TotalAccumulator(int groups, int steps, bool isAverage) : Accumulator(groups, steps)
{
    private readonly int groups = groups;
    private HistogramSums? sums;

    /// <inheritdoc/>
    internal sealed override void Add(int group, ReadOnlySpan<double> values)
    {
        if (sums is null)
        {
            AddFloats(group, values);
            return;
        }

        using var taken = new StepBuffer(values.Length);
        for (var step = 0; step < values.Length; step++)
        {
            taken.Values[step] = sums.IsSpoilt((group * Steps) + step) ? Presence.Absent : values[step];
        }

        AddFloats(group, taken.Values);
    }

    /// <inheritdoc/>
    internal sealed override void AddMixed(
        int group, ReadOnlySpan<double> values, HistogramRow histograms, in MixedRow source)
    {
        sums ??= new HistogramSums(groups * Steps, isAverage, source.Annotations, source.OperandSpan);
        using var floats = new StepBuffer(values.Length);
        for (var step = 0; step < values.Length; step++)
        {
            floats.Values[step] = values[step];
            if (histograms[step] is { } histogram)
            {
                var cell = (group * Steps) + step;
                floats.Values[step] = Presence.Absent;
                sums.Add(cell, histogram, Presence.IsPresent(Cells[cell]), source.MetricName);
            }
        }

        Add(group, floats.Values);
    }

    /// <inheritdoc/>
    internal sealed override void Finish(int group, Span<double> values, HistogramRow histograms)
    {
        FinishFloats(group, values);
        for (var step = 0; sums is not null && step < values.Length; step++)
        {
            var cell = (group * Steps) + step;
            if (!sums.Has(cell))
            {
                continue;
            }

            var histogram = sums.Finish(cell, hasFloat: Presence.IsPresent(Cells[cell]));
            values[step] = histogram is null ? Presence.Absent : Presence.Histogram;
            if (histogram is not null)
            {
                histograms.Set(step, histogram);
            }
        }
    }

    /// <summary>Adds floats.</summary>
    private protected abstract void AddFloats(int group, ReadOnlySpan<double> values);

    /// <summary>Writes a group's results of floats.</summary>
    private protected abstract void FinishFloats(int group, Span<double> values);
}
