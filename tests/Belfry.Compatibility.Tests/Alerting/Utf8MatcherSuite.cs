using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>matcher_parse_utf8.json</c>.</summary>
internal sealed class Utf8MatcherSuite() : MatcherParsing(MatcherSyntax.Utf8Strict)
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/matcher_parse_utf8.json";
}
