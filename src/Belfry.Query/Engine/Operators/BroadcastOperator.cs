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
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        Span<double> first = stackalloc double[1];
        var only = workspace.RentHistograms(1);
        inner.Fill(row, first, only, workspace);
        values.Fill(first[0]);
        for (var step = 0; !only.IsEmpty && step < values.Length; step++)
        {
            histograms.Set(step, only[0]!);
        }

        workspace.Return(only);
    }
}
