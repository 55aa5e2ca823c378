namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>alerting_rule_limit.json</c>.</summary>
internal sealed class AlertingRuleLimitSuite()
    : RuleLimitSuite("{alert: a, expr: metric @ 0 > 0, labels: {severity: warning}}")
{
    /// <inheritdoc/>
    public override string Pattern => "rules/alerting_rule_limit.json";
}
