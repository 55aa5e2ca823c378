using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>matchers_parse_classic.json</c>.</summary>
internal sealed class ClassicMatchersSuite() : MatcherParsing(MatcherSyntax.Classic)
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/matchers_parse_classic.json";
}
