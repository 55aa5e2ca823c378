using Belfry.Configuration;

namespace Belfry.Alerting.Rules.Model;

/// <summary>A rule that makes an alert of each element of its answer. Immutable.</summary>
internal sealed record AlertingRuleModel : RuleModel
{
    /// <summary>How long an alert is pending.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>How long an alert fires on after its condition ended.</summary>
    public required TimeSpan KeepFiringFor { get; init; }

    /// <summary>The annotations as they are written.</summary>
    public required IReadOnlyList<NamedText> Annotations { get; init; }

    /// <summary>The labels' templates, in order.</summary>
    public required IReadOnlyList<RuleTemplate> LabelTemplates { get; init; }

    /// <summary>The annotations' templates, in order.</summary>
    public required IReadOnlyList<RuleTemplate> AnnotationTemplates { get; init; }
}
