using Belfry.Model.Diagnostics;
using Belfry.Model.Matching;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Alerts that match the target are silent while an alert that matches the source fires.</summary>
public sealed record InhibitRuleConfig
{
    /// <summary>The rule's name; empty when it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The matchers of the source, of all three notations, sorted by name, value and operator.</summary>
    public IReadOnlyList<LabelMatcher> SourceMatchers { get; init; } = [];

    /// <summary>The matchers of the target, of all three notations, sorted by name, value and operator.</summary>
    public IReadOnlyList<LabelMatcher> TargetMatchers { get; init; } = [];

    /// <summary>Labels that must have the same value on both; absent and empty are the same.</summary>
    public IReadOnlyList<string> Equal { get; init; } = [];

    /// <summary>Where the rule is written.</summary>
    public SourceLocation Location { get; init; }
}
