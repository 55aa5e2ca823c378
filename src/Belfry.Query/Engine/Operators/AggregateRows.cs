using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Which group each series of an aggregation belongs to.
/// </summary>
internal sealed class AggregateRows
{
    private AggregateRows(int[] groupOf, SeriesKey[] groups)
    {
        GroupOf = groupOf;
        Groups = groups;
    }

    /// <summary>The group of each row.</summary>
    internal int[] GroupOf { get; }

    /// <summary>The label sets of the groups.</summary>
    internal SeriesKey[] Groups { get; }

    /// <summary>Groups <paramref name="rows"/> by the clause of <paramref name="aggregate"/>.</summary>
    /// <param name="aggregate">The aggregation.</param>
    /// <param name="rows">The series.</param>
    /// <param name="isSorted">
    /// Whether groups come by their labels, as whoever adds them up needs it; else as their first series come.
    /// </param>
    internal static AggregateRows Group(
        AggregateExpression aggregate, IReadOnlyList<SeriesKey> rows, bool isSorted = true)
    {
        var projection = Projection(aggregate);
        var index = new LabelSetIndex();
        var groupOf = new int[rows.Count];
        var drops = new List<bool>();
        for (var row = 0; row < rows.Count; row++)
        {
            var group = index.Add(projection.Project(rows[row].Labels));
            groupOf[row] = group;
            if (group == drops.Count)
            {
                drops.Add(false);
            }

            drops[group] |= rows[row].DropsName;
        }

        var groups = index.Sets.Select((set, group) => new SeriesKey(set, drops[group])).ToArray();
        if (isSorted && RowOrder.Sort(groups) is { } places)
        {
            groupOf = Array.ConvertAll(groupOf, group => places[group]);
        }

        return new AggregateRows(groupOf, groups);
    }

    private static LabelProjection Projection(AggregateExpression aggregate) => aggregate.IsWithout
        ? new LabelProjection(aggregate.Grouping.Concat(NameRemoval.Names), keeps: false)
        : new LabelProjection(aggregate.Grouping, keeps: true);
}
