namespace Belfry.Query.Engine.Operators;

/// <summary>A vector that is computed once and kept, for whoever looks at its rows several times.</summary>
internal sealed class KeptOperator(VectorOperator inner) : VectorOperator(inner.Grid)
{
    private StepMatrix? matrix;

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => inner.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        if (matrix is null)
        {
            inner.Prepare(evaluation);
            matrix = StepMatrix.Of(inner, evaluation);
        }
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace) =>
        matrix!.CopyTo(row, values, histograms);
}
