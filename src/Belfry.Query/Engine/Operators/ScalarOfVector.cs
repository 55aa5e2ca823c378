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
        BlockPump.Run(inner, evaluation, block =>
        {
            for (var cell = 0; cell < block.Cells.Length; cell++)
            {
                var value = block.Cells[cell];
                if (Presence.IsPresent(value) && block.Histograms(cell / steps)?[cell % steps] is null)
                {
                    only[cell % steps] = value;
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
