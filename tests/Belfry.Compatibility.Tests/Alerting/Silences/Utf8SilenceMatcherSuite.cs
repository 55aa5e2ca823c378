using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>The table <c>silence_validate_utf8_matcher.json</c>.</summary>
internal sealed class Utf8SilenceMatcherSuite() : SilenceMatcherValidation(MatcherSyntax.Fallback)
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/silence_validate_utf8_matcher.json";
}
