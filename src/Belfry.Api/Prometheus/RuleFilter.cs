using System.Security.Cryptography;
using Belfry.Alerting.Rules.Snapshots;
using Belfry.Model;
using Belfry.Model.Matching;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Api.Prometheus;

/// <summary>Which rules a request asks for; an empty part takes all.</summary>
/// <param name="Type"><c>alert</c>, <c>record</c> or empty.</param>
/// <param name="RuleNames">Names of rules.</param>
/// <param name="GroupNames">Names of groups.</param>
/// <param name="Files">Paths of rule files.</param>
/// <param name="Selectors">Conditions on a rule's own labels, of which one must hold.</param>
internal sealed record RuleFilter(
    string Type,
    IReadOnlySet<string> RuleNames,
    IReadOnlySet<string> GroupNames,
    IReadOnlySet<string> Files,
    IReadOnlyList<IReadOnlyList<LabelMatcher>> Selectors)
{
    internal bool Takes(RuleGroupSnapshot group) =>
        (GroupNames.Count == 0 || GroupNames.Contains(group.Name)) && (Files.Count == 0 || Files.Contains(group.File));

    internal bool Takes(RuleSnapshot rule)
    {
        if ((Type.Length > 0 && Type != (rule.IsAlerting ? "alert" : "record"))
            || (RuleNames.Count > 0 && !RuleNames.Contains(rule.Name)))
        {
            return false;
        }

        var labels = Labels.From(rule.Labels.Select(label => (label.Name, label.Text)));
        return Selectors.Count == 0
            || Selectors.Any(selector => selector.All(matcher => matcher.Matches(labels)));
    }

    /// <summary>Names a group across pages: stable as long as the group exists.</summary>
    internal static string TokenOf(RuleGroupSnapshot group) =>
        Convert.ToHexStringLower(SHA256.HashData(TextEncoding.UTF8.GetBytes(group.File + ";" + group.Name)));
}
