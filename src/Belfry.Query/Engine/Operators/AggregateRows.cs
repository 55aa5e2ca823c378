using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Which group each series of an aggregation belongs to. Groups are numbered as their first series come.
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
    internal static AggregateRows Group(AggregateExpression aggregate, IReadOnlyList<SeriesKey> rows)
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

        var groups = index.Sets.Select((set, group) => new SeriesKey(set, drops[group]));
        return new AggregateRows(groupOf, groups.ToArray());
    }

    private static LabelProjection Projection(AggregateExpression aggregate) => aggregate.IsWithout
        ? new LabelProjection(aggregate.Grouping.Concat(NameRemoval.Names), keeps: false)
        : new LabelProjection(aggregate.Grouping, keeps: true);
}
