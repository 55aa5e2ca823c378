using Belfry.Query.PromQL;

namespace Belfry.Query.Engine;

/// <summary>
/// Running results of an aggregation, <c>groups × steps</c>. A cell is absent until a value comes. Rows must be added
/// in the order of evaluation, since the last bits of a sum depend on it. Not thread-safe while rows are added;
/// afterwards any thread may ask for results.
/// </summary>
internal abstract class Accumulator(int groups, int steps)
{
    /// <summary>The main state, absent where nothing was added.</summary>
    private protected double[] Cells { get; } = NewCells(groups, steps);

    /// <summary>The number of steps.</summary>
    private protected int Steps { get; } = steps;

    /// <summary>The accumulator of an operator that streams.</summary>
    internal static Accumulator For(AggregateOperator op, int groups, int steps) => op switch
    {
        AggregateOperator.Sum => new SumAccumulator(groups, steps),
        AggregateOperator.Average => new AverageAccumulator(groups, steps),
        AggregateOperator.Min => new ExtremeAccumulator(groups, steps, isMax: false),
        AggregateOperator.Max => new ExtremeAccumulator(groups, steps, isMax: true),
        AggregateOperator.Count => new CountAccumulator(groups, steps, counts: true),
        AggregateOperator.Group => new CountAccumulator(groups, steps, counts: false),
        AggregateOperator.StandardDeviation => new VarianceAccumulator(groups, steps, isDeviation: true),
        _ => new VarianceAccumulator(groups, steps, isDeviation: false),
    };

    /// <summary>Adds a series' values to its group.</summary>
    internal abstract void Add(int group, ReadOnlySpan<double> values);

    /// <summary>
    /// Adds a series that has native histograms. Unless the aggregation takes them, they are left out, with a remark.
    /// </summary>
    internal virtual void AddMixed(int group, ReadOnlySpan<double> values, HistogramRow histograms, in MixedRow source)
    {
        using var floats = new StepBuffer(values.Length);
        for (var step = 0; step < values.Length; step++)
        {
            floats.Values[step] = histograms[step] is null ? values[step] : Presence.Absent;
        }

        source.RemarkIgnored();
        Add(group, floats.Values);
    }

    /// <summary>Writes a group's results.</summary>
    internal abstract void Finish(int group, Span<double> values, HistogramRow histograms);

    private static double[] NewCells(int groups, int steps)
    {
        var cells = new double[checked(groups * steps)];
        Array.Fill(cells, Presence.Absent);
        return cells;
    }
}
