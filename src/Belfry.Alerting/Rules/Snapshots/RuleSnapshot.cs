using Belfry.Configuration;

namespace Belfry.Alerting.Rules.Snapshots;

/// <summary>A rule at one moment. Immutable.</summary>
public sealed record RuleSnapshot
{
    /// <summary>True for an alerting rule, false for a recording rule.</summary>
    public required bool IsAlerting { get; init; }

    /// <summary>The alert's name, or the metric that is recorded.</summary>
    public required string Name { get; init; }

    /// <summary>The expression in Prometheus's canonical text.</summary>
    public required string Query { get; init; }

    /// <summary>How long an alert is pending; zero for a recording rule.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long an alert fires on after its condition ended.</summary>
    public TimeSpan KeepFiringFor { get; init; }

    /// <summary>The labels as they are written, sorted by name.</summary>
    public required IReadOnlyList<NamedText> Labels { get; init; }

    /// <summary>The annotations as they are written, sorted by name.</summary>
    public IReadOnlyList<NamedText> Annotations { get; init; } = [];

    /// <summary>The pending and firing alerts, sorted by labels.</summary>
    public IReadOnlyList<AlertSnapshot> Alerts { get; init; } = [];

    /// <summary>The state of the most urgent alert.</summary>
    public AlertState State { get; init; }

    /// <summary>How the last evaluation went.</summary>
    public RuleHealth Health { get; init; }

    /// <summary>Why it failed; empty when it did not.</summary>
    public string LastError { get; init; } = "";

    /// <summary>How long the last evaluation took.</summary>
    public TimeSpan EvaluationTime { get; init; }

    /// <summary>When the last evaluation began, by the wall clock; null before the first.</summary>
    public DateTimeOffset? LastEvaluation { get; init; }
}
