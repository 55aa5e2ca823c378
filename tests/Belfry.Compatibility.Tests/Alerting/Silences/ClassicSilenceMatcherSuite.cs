using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Compatibility.Tests.Alerting.Silences;

/// <summary>The table <c>silence_validate_classic_matcher.json</c>.</summary>
internal sealed class ClassicSilenceMatcherSuite() : SilenceMatcherValidation(MatcherSyntax.Classic)
{
    /// <inheritdoc/>
    public override string Pattern => "alerting/silence_validate_classic_matcher.json";
}
