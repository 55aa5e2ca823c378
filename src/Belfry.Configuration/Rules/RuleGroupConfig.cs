using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Rules;

/// <summary>Rules that are evaluated together, one after the other.</summary>
public sealed record RuleGroupConfig
{
    /// <summary>The group's name.</summary>
    public required string Name { get; init; }

    /// <summary>Time between evaluations; null for the global one.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How far before its time the group is evaluated; null for the global one.</summary>
    public TimeSpan? QueryOffset { get; init; }

    /// <summary>The most series or alerts a rule may give; zero for any number.</summary>
    public int Limit { get; init; }

    /// <summary>Labels of every rule that does not set them itself, by name. Merged into the rules already.</summary>
    public IReadOnlyList<NamedText> Labels { get; init; } = [];

    /// <summary>The rules in order.</summary>
    public IReadOnlyList<RuleConfig> Rules { get; init; } = [];

    /// <summary>Where the group is written.</summary>
    public SourceLocation Location { get; init; }
}
