namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>A piece of the UTF-8 matcher syntax, with its place in characters (code points).</summary>
internal readonly record struct MatcherToken(MatcherTokenKind Kind, string Text, int Start, int End);
