using Belfry.Model.Matching;

namespace Belfry.Tsdb.Index;

/// <summary>
/// Finds the series that satisfy every matcher. A label that is absent has the empty value: a matcher that takes the
/// empty value cannot be answered by adding lists, so it takes away the series whose value it refuses.
/// </summary>
internal static class PostingsResolver
{
    /// <summary>The matching series' ids; all of them when there is no matcher.</summary>
    internal static ReadOnlyMemory<uint> Resolve(
        IPostingsSource source, IReadOnlyList<LabelMatcher> matchers, CancellationToken cancellationToken)
    {
        var wanted = new List<ReadOnlyMemory<uint>>();
        var refused = new List<ReadOnlyMemory<uint>>();
        var lists = new List<ReadOnlyMemory<uint>>();
        foreach (var matcher in matchers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lists.Clear();
            if (matcher.MatchesEmpty)
            {
                CollectRefused(source, matcher, lists, cancellationToken);
                refused.AddRange(lists);
                continue;
            }

            CollectWanted(source, matcher, lists, cancellationToken);
            var union = SortedIds.Union(lists);
            if (union.IsEmpty)
            {
                return default;
            }

            wanted.Add(union);
        }

        return Combine(source, wanted, refused);
    }

    private static ReadOnlyMemory<uint> Combine(
        IPostingsSource source, List<ReadOnlyMemory<uint>> wanted, List<ReadOnlyMemory<uint>> refused)
    {
        wanted.Sort((left, right) => left.Length.CompareTo(right.Length));
        var result = wanted.Count == 0 ? source.All() : wanted[0];
        for (var index = 1; index < wanted.Count; index++)
        {
            result = SortedIds.Intersect(result, wanted[index]);
        }

        if (refused.Count == 0 || result.IsEmpty)
        {
            return result;
        }

        return SortedIds.Subtract(result, SortedIds.Union(refused));
    }

    private static void CollectWanted(
        IPostingsSource source,
        LabelMatcher matcher,
        List<ReadOnlyMemory<uint>> lists,
        CancellationToken cancellationToken)
    {
        if (matcher.Operator is MatchOperator.Equal or MatchOperator.RegexMatch && matcher.FiniteValues is { } values)
        {
            CollectValues(source, matcher, values, lists);
            return;
        }

        source.CollectWhere(matcher, isMatch: true, lists, cancellationToken);
    }

    private static void CollectRefused(
        IPostingsSource source,
        LabelMatcher matcher,
        List<ReadOnlyMemory<uint>> lists,
        CancellationToken cancellationToken)
    {
        if (matcher.Operator is MatchOperator.NotEqual or MatchOperator.RegexNotMatch
            && matcher.FiniteValues is { } values)
        {
            CollectValues(source, matcher, values, lists);
            return;
        }

        source.CollectWhere(matcher, isMatch: false, lists, cancellationToken);
    }

    private static void CollectValues(
        IPostingsSource source, LabelMatcher matcher, IReadOnlyList<string> values, List<ReadOnlyMemory<uint>> lists)
    {
        foreach (var value in values)
        {
            lists.Add(source.Postings(matcher.NameUtf8.Span, System.Text.Encoding.UTF8.GetBytes(value)));
        }
    }
}
