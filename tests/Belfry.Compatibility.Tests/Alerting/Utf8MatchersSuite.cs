using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>matchers_parse_utf8.json</c>.</summary>
internal sealed class Utf8MatchersSuite() : MatcherParsing(MatcherSyntax.Utf8Strict)
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/matchers_parse_utf8.json";
}
