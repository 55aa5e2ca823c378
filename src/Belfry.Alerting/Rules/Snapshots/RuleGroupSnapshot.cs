namespace Belfry.Alerting.Rules.Snapshots;

/// <summary>A rule group at one moment. Immutable.</summary>
public sealed record RuleGroupSnapshot
{
    /// <summary>The group's name.</summary>
    public required string Name { get; init; }

    /// <summary>The file that it is written in.</summary>
    public required string File { get; init; }

    /// <summary>From one evaluation to the next.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>The most series or alerts of one rule; zero for any number.</summary>
    public required int Limit { get; init; }

    /// <summary>The rules in order.</summary>
    public required IReadOnlyList<RuleSnapshot> Rules { get; init; }

    /// <summary>How long the last evaluation of the group took.</summary>
    public TimeSpan EvaluationTime { get; init; }

    /// <summary>When the last evaluation began, by the wall clock; null before the first.</summary>
    public DateTimeOffset? LastEvaluation { get; init; }
}
