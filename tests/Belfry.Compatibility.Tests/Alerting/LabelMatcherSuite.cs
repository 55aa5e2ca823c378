namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>matcher.json</c>, of label matchers in queries.</summary>
internal sealed class LabelMatcherSuite : MatcherMatching
{
    /// <inheritdoc/>
    public override string Pattern => "labels/matcher.json";
}
