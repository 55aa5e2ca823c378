using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>matchers_classic_vs_utf8.json</c>.</summary>
internal sealed class AgreeingMatchersSuite() : MatcherParsing(MatcherSyntax.Classic)
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/matchers_classic_vs_utf8.json";
}
