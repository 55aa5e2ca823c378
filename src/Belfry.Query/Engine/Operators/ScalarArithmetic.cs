using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>A binary operator between two scalars; comparisons give 0 or 1.</summary>
internal sealed class ScalarArithmetic(BinaryOperator op, ScalarOperator left, ScalarOperator right)
    : ScalarOperator(left.Grid)
{
    private protected override void Compute(Span<double> values, Evaluation evaluation)
    {
        left.Prepare(evaluation);
        right.Prepare(evaluation);
        BinaryKernel.Apply(op, BinaryResult.Bool, left.Values, right.Values, values);
    }
}
