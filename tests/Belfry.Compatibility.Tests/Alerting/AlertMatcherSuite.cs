namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>matcher_match.json</c>.</summary>
internal sealed class AlertMatcherSuite : MatcherMatching
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/matcher_match.json";
}
