using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Query.Engine.Operators.Enrichment;

/// <summary>
/// What the second argument of <c>info</c> says: which metrics give labels, and which labels are wanted. Immutable.
/// </summary>
internal sealed class InfoSelector
{
    private readonly IReadOnlyList<LabelMatcher> nameMatchers;
    private readonly HashSet<string> wanted;

    internal InfoSelector(IReadOnlyList<LabelMatcher> matchers)
    {
        var names = matchers.Where(matcher => matcher.Name == LabelNames.MetricName).ToList();
        var data = matchers.Where(matcher => matcher.Name != LabelNames.MetricName).ToList();
        nameMatchers = Effective(names);
        Matchers = [.. data, .. nameMatchers];
        wanted = [.. data.Select(matcher => matcher.Name)];
        DemandsLabels = data.Exists(matcher => !matcher.MatchesEmpty);
    }

    /// <summary>What info series must satisfy.</summary>
    internal IReadOnlyList<LabelMatcher> Matchers { get; }

    /// <summary>Whether a series that gets no labels is left out.</summary>
    internal bool DemandsLabels { get; }

    /// <summary>Whether a metric is one of those that give labels, and so gets none itself.</summary>
    internal bool IsInfoMetric(string name) =>
        nameMatchers.All(matcher => matcher.Matches(System.Text.Encoding.UTF8.GetBytes(name)));

    /// <summary>Whether a label is to be added; the name of the metric never is.</summary>
    internal bool Wants(string label) =>
        label != LabelNames.MetricName && (wanted.Count == 0 || wanted.Contains(label));

    // Without a matcher that says which names there are, those that end in `_info`; without any, `target_info`.
    private static List<LabelMatcher> Effective(List<LabelMatcher> names)
    {
        if (names.Count == 0)
        {
            return [LabelMatcher.Equality(LabelNames.MetricName, "target_info")];
        }

        var isPositive = names.Exists(matcher => matcher.Operator is MatchOperator.Equal or MatchOperator.RegexMatch);
        if (isPositive || !LabelMatcher.TryCreate(
            LabelNames.MetricName, MatchOperator.RegexMatch, ".+_info", out var anyInfo, out _))
        {
            return names;
        }

        return [anyInfo, .. names];
    }
}
