namespace Belfry.Query.Engine.Operators;

/// <summary>A scalar with the other sign.</summary>
internal sealed class NegatedScalar(ScalarOperator inner) : ScalarOperator(inner.Grid)
{
    private protected override void Compute(Span<double> values, Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        for (var step = 0; step < values.Length; step++)
        {
            values[step] = -inner.Values[step];
        }
    }
}
