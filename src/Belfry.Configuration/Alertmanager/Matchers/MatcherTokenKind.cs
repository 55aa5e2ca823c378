namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>The pieces of the UTF-8 matcher syntax.</summary>
internal enum MatcherTokenKind
{
    EndOfInput,
    OpenBrace,
    CloseBrace,
    Comma,
    Equal,
    NotEqual,
    RegexMatch,
    RegexNotMatch,
    Quoted,
    Unquoted,
}
