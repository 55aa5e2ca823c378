using Belfry.Model;

namespace Belfry.Query.Engine.Operators;

/// <summary><c>vector</c>: a scalar as a series without labels.</summary>
internal sealed class VectorOfScalar(ScalarOperator inner) : VectorOperator(inner.Grid)
{
    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows { get; } = [new(Labels.Empty, false)];

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation) => inner.Prepare(evaluation);

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace) =>
        inner.Values.CopyTo(values);
}
