namespace Belfry.Query.Engine.Operators;

/// <summary>All rows of an operator at once, for those who need them in another order or more than once.</summary>
internal sealed class StepMatrix
{
    private readonly double[][] rows;

    private StepMatrix(double[][] rows) => this.rows = rows;

    /// <summary>The values of a row, one for each step.</summary>
    internal ReadOnlySpan<double> this[int row] => rows[row];

    /// <summary>Computes every row of <paramref name="source"/>, which must be prepared.</summary>
    internal static StepMatrix Of(VectorOperator source, Evaluation evaluation)
    {
        var steps = source.Grid.Count;
        var rows = new double[source.Rows.Count][];
        BlockPump.Run(source, evaluation, (first, count, values) =>
        {
            evaluation.Hold((long)count * steps);
            for (var row = 0; row < count; row++)
            {
                rows[first + row] = values.AsSpan(row * steps, steps).ToArray();
            }
        });
        return new StepMatrix(rows);
    }
}
