using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// A binary operator between a vector and a scalar, either way round. A filter leaves the vector's value.
/// </summary>
internal sealed class VectorScalarOperator(
    BinaryOperator op, VectorOperator vector, ScalarOperator scalar, bool isScalarLeft, bool returnsBool)
    : VectorOperator(vector.Grid)
{
    private readonly BinaryResult result =
        returnsBool ? BinaryResult.Bool : isScalarLeft ? BinaryResult.Right : BinaryResult.Left;

    /// <inheritdoc/>
    internal override IReadOnlyList<SeriesKey> Rows => vector.Rows;

    /// <inheritdoc/>
    internal override bool IsOrdered => vector.IsOrdered;

    /// <inheritdoc/>
    internal override void Prepare(Evaluation evaluation)
    {
        vector.Prepare(evaluation);
        scalar.Prepare(evaluation);
    }

    /// <inheritdoc/>
    internal override void Fill(int row, Span<double> values, HistogramRow histograms, Workspace workspace)
    {
        vector.FillFloats(row, values, histograms, workspace);
        if (isScalarLeft)
        {
            BinaryKernel.Apply(op, result, scalar.Values, values, values);
        }
        else
        {
            BinaryKernel.Apply(op, result, values, scalar.Values, values);
        }
    }
}
