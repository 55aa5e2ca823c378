namespace Belfry.Query.Engine.Operators;

/// <summary>At which steps any series of a group has a value.</summary>
internal sealed class GroupPresence
{
    private readonly bool[]?[] isThere;

    private GroupPresence(bool[]?[] isThere) => this.isThere = isThere;

    /// <summary>
    /// Looks at every row of <paramref name="source"/>, of which <c>groups[g]</c> are those of a group.
    /// </summary>
    internal static GroupPresence Of(VectorOperator source, List<int>[] groups, Evaluation evaluation)
    {
        var steps = source.Grid.Count;
        var groupOf = new int[source.Rows.Count];
        for (var group = 0; group < groups.Length; group++)
        {
            groups[group].ForEach(row => groupOf[row] = group);
        }

        var isThere = new bool[]?[groups.Length];
        BlockPump.Run(source, evaluation, block =>
        {
            for (var cell = 0; cell < block.Cells.Length; cell++)
            {
                if (Presence.IsPresent(block.Cells[cell]))
                {
                    var there = isThere[groupOf[block.First + (cell / steps)]] ??= new bool[steps];
                    there[cell % steps] = true;
                }
            }
        });
        return new GroupPresence(isThere);
    }

    /// <summary>Makes <paramref name="values"/> absent at the steps where the group is there.</summary>
    internal void RemoveFrom(Span<double> values, HistogramRow histograms, int group)
    {
        if (isThere[group] is not { } there)
        {
            return;
        }

        for (var step = 0; step < values.Length; step++)
        {
            if (there[step])
            {
                values[step] = Presence.Absent;
                histograms.Remove(step);
            }
        }
    }
}
