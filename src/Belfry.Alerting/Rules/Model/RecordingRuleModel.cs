namespace Belfry.Alerting.Rules.Model;

/// <summary>A rule that writes its answer as series. Immutable.</summary>
internal sealed record RecordingRuleModel : RuleModel;
