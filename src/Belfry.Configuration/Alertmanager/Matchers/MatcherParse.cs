using Belfry.Model.Matching;

namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>What came of reading matchers.</summary>
/// <param name="Matchers">The matchers in the order written; empty when there is an error.</param>
/// <param name="Error">Why the text is not valid, in the originals' words; empty when it is.</param>
public sealed record MatcherParse(IReadOnlyList<LabelMatcher> Matchers, string Error)
{
    /// <summary>True when only the classic syntax could read the text, which will not work for ever.</summary>
    public bool IsIncompatible { get; init; }

    /// <summary>True when both syntaxes read the text, but differently; the classic reading was taken.</summary>
    public bool IsDisagreement { get; init; }

    internal static MatcherParse Failed(string error) => new([], error);

    /// <summary>The text that both syntaxes read as this, for the warning.</summary>
    public string Suggestion => string.Join(',', Matchers.Select(matcher => matcher.ToString()));
}
