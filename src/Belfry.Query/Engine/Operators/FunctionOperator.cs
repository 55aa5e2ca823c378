namespace Belfry.Query.Engine.Operators;

/// <summary>A function of each value on its own, with scalar arguments of the same step.</summary>
internal sealed class FunctionOperator(VectorOperator inner, ScalarOperator[] parameters, StepFunction function)
    : VectorOperator(inner.Grid)
{
    private double[][] scalars = [];

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => inner.Rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => inner.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        foreach (var parameter in parameters)
        {
            parameter.Prepare(evaluation);
        }

        scalars = parameters.Select(parameter => parameter.Values).ToArray();
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        inner.FillFloats(row, values, histograms, workspace);
        for (var step = 0; step < values.Length; step++)
        {
            if (Presence.IsPresent(values[step]))
            {
                values[step] = function(values[step], step, scalars);
            }
        }
    }
}
