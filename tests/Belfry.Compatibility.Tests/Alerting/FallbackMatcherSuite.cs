using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>The table <c>matcher_fallback.json</c>.</summary>
internal sealed class FallbackMatcherSuite() : MatcherParsing(MatcherSyntax.Fallback)
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/matcher_fallback.json";
}
