using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// A binary operator between a vector and a scalar, either way round. A filter leaves the vector's value.
/// </summary>
internal sealed class VectorScalarOperator(
    BinaryExpression expression, VectorOperator vector, ScalarOperator scalar, bool isScalarLeft)
    : VectorOperator(vector.Grid)
{
    private readonly BinaryOperator op = expression.Operator;
    private readonly BinaryResult result = Result(expression, isScalarLeft);
    private readonly HistogramKernel mixed = new(
        expression.Operator, Result(expression, isScalarLeft), expression.Span);

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
        vector.Fill(row, values, histograms, workspace);
        if (!histograms.IsEmpty || !mixed.LeavesFloats)
        {
            FillMixed(values, histograms, workspace.Evaluation.Annotations);
        }
        else if (isScalarLeft)
        {
            BinaryKernel.Apply(op, result, scalar.Values, values, values);
        }
        else
        {
            BinaryKernel.Apply(op, result, values, scalar.Values, values);
        }
    }

    private static BinaryResult Result(BinaryExpression expression, bool isScalarLeft) =>
        expression.ReturnsBool ? BinaryResult.Bool : isScalarLeft ? BinaryResult.Right : BinaryResult.Left;

    private void FillMixed(Span<double> values, HistogramRow histograms, Annotations annotations)
    {
        if (isScalarLeft)
        {
            mixed.Apply(scalar.Values, null, values, histograms, values, histograms, annotations);
        }
        else
        {
            mixed.Apply(values, histograms, scalar.Values, null, values, histograms, annotations);
        }
    }
}
