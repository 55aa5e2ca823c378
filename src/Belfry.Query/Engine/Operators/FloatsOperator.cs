namespace Belfry.Query.Engine.Operators;

/// <summary>A vector without its native histograms.</summary>
internal sealed class FloatsOperator(VectorOperator inner) : VectorOperator(inner.Grid)
{
    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => inner.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation) => inner.Prepare(evaluation);

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace) =>
        inner.FillFloats(row, values, histograms, workspace);
}
