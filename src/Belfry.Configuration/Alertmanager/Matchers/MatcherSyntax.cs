namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>How Alertmanager's matchers are read; its feature flags choose.</summary>
public enum MatcherSyntax
{
    /// <summary>
    /// The UTF-8 syntax first, the classic one where it fails or both disagree. Names may be any UTF-8.
    /// </summary>
    Fallback,

    /// <summary><c>classic-mode</c>: the classic syntax and legacy names only.</summary>
    Classic,

    /// <summary><c>utf8-strict-mode</c>: the UTF-8 syntax only.</summary>
    Utf8Strict,
}
