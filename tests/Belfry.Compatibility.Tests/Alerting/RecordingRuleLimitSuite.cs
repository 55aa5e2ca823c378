namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>recording_rule_limit.json</c>.</summary>
internal sealed class RecordingRuleLimitSuite() : RuleLimitSuite("{record: r, expr: metric @ 0 > 0}")
{
    /// <inheritdoc/>
    public override string Pattern => "rules/recording_rule_limit.json";
}
