namespace Belfry.Query.Engine.Operators;

/// <summary><c>scalar</c>: the value of the only series, NaN at steps where there is none or more than one.</summary>
internal sealed class ScalarOfVector(VectorOperator inner) : ScalarOperator(inner.Grid)
{
    private protected override void Compute(Span<double> values, Evaluation evaluation)
    {
        inner.Prepare(evaluation);
        var steps = Grid.Count;
        var only = new double[steps];
        var counts = new int[steps];
        BlockPump.Run(inner, evaluation, (_, count, block) =>
        {
            for (var cell = 0; cell < count * steps; cell++)
            {
                if (Presence.IsPresent(block[cell]))
                {
                    only[cell % steps] = block[cell];
                    counts[cell % steps]++;
                }
            }
        });
        for (var step = 0; step < steps; step++)
        {
            values[step] = counts[step] == 1 ? only[step] : double.NaN;
        }
    }
}
