namespace Belfry.Query.Engine.Operators;

/// <summary>A number that depends on nothing but the evaluation time: literals, <c>pi()</c>, <c>time()</c>.</summary>
internal sealed class ComputedScalar(StepGrid grid, Func<long, double> valueAt) : ScalarOperator(grid)
{
    private protected override void Compute(Span<double> values, Evaluation evaluation)
    {
        for (var step = 0; step < values.Length; step++)
        {
            values[step] = valueAt(Grid.TimeAt(step));
        }
    }
}
