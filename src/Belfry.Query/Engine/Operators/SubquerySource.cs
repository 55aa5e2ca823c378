using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;

namespace Belfry.Query.Engine.Operators;

/// <summary>A subquery: an instant vector on a grid of its own, its values taken as samples.</summary>
internal sealed class SubquerySource(VectorOperator inner) : SampleSource
{
    /// <summary>
    /// Whether native histograms keep what they say of counter resets. Not under functions: a subquery may leave out
    /// the sample that was reset, or give it several times.
    /// </summary>
    internal bool KeepsHints { get; init; }

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation) => inner.Prepare(evaluation);

    /// <inheritdoc/>
    internal override void Read(int row, SampleColumns columns, Workspace workspace)
    {
        var steps = inner.Grid.Count;
        using var buffer = new RowBuffer(steps, workspace);
        inner.Fill(row, buffer.Values, buffer.Histograms, workspace);
        if (!buffer.Histograms.IsEmpty)
        {
            ReadMixed(buffer, columns);
            return;
        }

        columns.Reserve(steps, out var times, out var values);
        var count = 0;
        for (var step = 0; step < steps; step++)
        {
            if (Presence.IsPresent(buffer.Values[step]))
            {
                times[count] = inner.Grid.TimeAt(step);
                values[count++] = buffer.Values[step];
            }
        }

        columns.Advance(count);
    }

    private static FloatHistogram WithoutHint(FloatHistogram histogram) =>
        histogram.CounterResetHint == CounterResetHint.Gauge
            ? histogram
            : histogram.WithHint(CounterResetHint.Unknown);

    private void ReadMixed(RowBuffer buffer, SampleColumns columns)
    {
        for (var step = 0; step < buffer.Values.Length; step++)
        {
            if (buffer.Histograms[step] is { } histogram)
            {
                columns.Add(inner.Grid.TimeAt(step), KeepsHints ? histogram : WithoutHint(histogram));
            }
            else if (Presence.IsPresent(buffer.Values[step]))
            {
                columns.Add(inner.Grid.TimeAt(step), buffer.Values[step]);
            }
        }
    }
}
