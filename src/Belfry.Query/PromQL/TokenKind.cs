namespace Belfry.Query.PromQL;

/// <summary>What a token is. The operators of <see cref="Operator"/> tell themselves apart by their text.</summary>
internal enum TokenKind
{
    EndOfInput,
    Error,
    Identifier,
    MetricIdentifier,
    String,
    Number,
    Duration,
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    Equal,
    Operator,
    Aggregator,
    Keyword,
    Preprocessor,
}
