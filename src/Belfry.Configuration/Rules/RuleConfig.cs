using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Rules;

/// <summary>
/// A recording rule (<see cref="Record"/> is set) or an alerting rule (<see cref="Alert"/> is set), never both. The
/// expression is not parsed here: the query engine is above this floor.
/// </summary>
public sealed record RuleConfig
{
    /// <summary>The metric that a recording rule writes; null for an alerting rule.</summary>
    public string? Record { get; init; }

    /// <summary>The alert's name; null for a recording rule.</summary>
    public string? Alert { get; init; }

    /// <summary>The PromQL text.</summary>
    public required string Expr { get; init; }

    /// <summary>
    /// Where the text starts. For a block scalar (<c>|</c>) it is the indicator; the text is on the next line.
    /// </summary>
    public SourceLocation ExprLocation { get; init; }

    /// <summary>How long the condition must hold before the alert fires.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long the alert fires on after the condition ended.</summary>
    public TimeSpan KeepFiringFor { get; init; }

    /// <summary>Labels to set, those of the group included, sorted by name; templates for an alerting rule.</summary>
    public IReadOnlyList<NamedText> Labels { get; init; } = [];

    /// <summary>Annotations to set, sorted by name; templates.</summary>
    public IReadOnlyList<NamedText> Annotations { get; init; } = [];

    /// <summary>Where the rule is written.</summary>
    public SourceLocation Location { get; init; }
}
