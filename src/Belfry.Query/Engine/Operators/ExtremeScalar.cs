namespace Belfry.Query.Engine.Operators;

/// <summary><c>min_of</c> and <c>max_of</c>: the lesser or the greater of two scalars; NaN when one is.</summary>
internal sealed class ExtremeScalar(ScalarOperator left, ScalarOperator right, bool isMax) : ScalarOperator(left.Grid)
{
    private protected override void Compute(Span<double> values, Evaluation evaluation)
    {
        left.Prepare(evaluation);
        right.Prepare(evaluation);
        for (var step = 0; step < values.Length; step++)
        {
            var (a, b) = (left.Values[step], right.Values[step]);
            values[step] = isMax ? Math.Max(a, b) : Math.Min(a, b);
        }
    }
}
