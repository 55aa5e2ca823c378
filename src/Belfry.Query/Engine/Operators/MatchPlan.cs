using Belfry.Model;
using Belfry.Query.PromQL;

namespace Belfry.Query.Engine.Operators;

/// <summary>
/// Which series of two vectors belong together by their labels, whatever their presence at a step. The many side is the
/// left one unless the matching is one-to-many.
/// </summary>
internal sealed class MatchPlan
{
    private MatchPlan(LabelSetIndex signatures, List<int>[] many, List<int>[] one)
    {
        Signatures = signatures;
        Many = many;
        One = one;
    }

    /// <summary>The labels that each group has in common.</summary>
    internal LabelSetIndex Signatures { get; }

    /// <summary>The rows of the many side, by group.</summary>
    internal List<int>[] Many { get; }

    /// <summary>The rows of the one side, by group.</summary>
    internal List<int>[] One { get; }

    /// <summary>The projection that gives the labels two series must share.</summary>
    internal static LabelProjection Signature(VectorMatching matching) => matching.IsOn
        ? new LabelProjection(matching.Labels, keeps: true)
        : new LabelProjection(matching.Labels.Append(LabelNames.MetricName), keeps: false);

    /// <summary>Matches the rows of both sides.</summary>
    internal static MatchPlan Of(VectorMatching matching, IReadOnlyList<SeriesKey> many, IReadOnlyList<SeriesKey> one)
    {
        var projection = Signature(matching);
        var signatures = new LabelSetIndex();
        var oneGroups = one.Select(key => signatures.Add(projection.Project(key.Labels))).ToArray();
        var manyGroups = many.Select(key => signatures.Add(projection.Project(key.Labels))).ToArray();
        var count = signatures.Sets.Count;
        return new MatchPlan(signatures, ByGroup(manyGroups, count), ByGroup(oneGroups, count));
    }

    private static List<int>[] ByGroup(int[] groups, int count)
    {
        var rows = new List<int>[count];
        for (var group = 0; group < count; group++)
        {
            rows[group] = [];
        }

        for (var row = 0; row < groups.Length; row++)
        {
            rows[groups[row]].Add(row);
        }

        return rows;
    }
}
