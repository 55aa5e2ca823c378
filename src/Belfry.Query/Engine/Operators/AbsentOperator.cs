using Belfry.Model;

namespace Belfry.Query.Engine.Operators;

/// <summary><c>absent</c>: 1 at steps where no series has a value.</summary>
internal sealed class AbsentOperator(VectorOperator inner, Labels labels) : VectorOperator(inner.Grid)
{
    private readonly double[] values = new double[inner.Grid.Count];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows { get; } = [new(labels, false)];

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        Array.Fill(values, 1);
        var steps = Grid.Count;
        BlockPump.Run(inner, evaluation, block =>
        {
            for (var cell = 0; cell < block.Cells.Length; cell++)
            {
                if (Presence.IsPresent(block.Cells[cell]))
                {
                    values[cell % steps] = Presence.Absent;
                }
            }
        });
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> target, HistogramRow histograms, Workspace workspace) =>
        values.CopyTo(target);
}
