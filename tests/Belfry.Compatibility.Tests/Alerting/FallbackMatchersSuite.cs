using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>matchers_fallback.json</c>.</summary>
internal sealed class FallbackMatchersSuite() : MatcherParsing(MatcherSyntax.Fallback)
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/matchers_fallback.json";
}
