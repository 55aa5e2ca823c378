namespace Belfry.Query.Engine.Operators;

/// <summary>A number at each step. <see cref="Prepare"/> once; after that the values are fixed.</summary>
internal abstract class ScalarOperator(StepGrid grid)
{
    /// <summary>The evaluation times.</summary>
    internal StepGrid Grid { get; } = grid;

    /// <summary>The values, one for each step; none is absent.</summary>
    internal double[] Values { get; private set; } = [];

    /// <summary>Computes the values.</summary>
    internal void Prepare(Evaluation evaluation)
    {
        Values = new double[Grid.Count];
        Compute(Values, evaluation);
    }

    private protected abstract void Compute(Span<double> values, Evaluation evaluation);
}
