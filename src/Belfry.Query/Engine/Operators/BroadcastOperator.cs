namespace Belfry.Query.Engine.Operators;

/// <summary>What does not depend on the evaluation time, computed for the first step and repeated for all.</summary>
internal sealed class BroadcastOperator(VectorOperator inner, StepGrid grid) : VectorOperator(grid)
{
    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => inner.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation) => inner.Prepare(evaluation);

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, Workspace workspace)
    {
        Span<double> first = stackalloc double[1];
        inner.Fill(row, first, workspace);
        values.Fill(first[0]);
    }
}
