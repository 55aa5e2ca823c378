using Belfry.Model;

namespace Belfry.Query.PromQL;

/// <summary>One token of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">One past its last byte.</param>
/// <param name="Text">As written; for a string its decoded value; for an error its message.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Text)
{
    internal SourceSpan Span => new(Start, End);

    internal bool Is(TokenKind kind, string lowerCase) =>
        Kind == kind && Text.Equals(lowerCase, StringComparison.OrdinalIgnoreCase);

    internal bool IsOperator(string text) => Is(TokenKind.Operator, text);

    /// <summary>As Prometheus names it in messages; <paramref name="written"/> is its text in the query.</summary>
    internal string Describe(string written) => Kind switch
    {
        TokenKind.EndOfInput => "end of input",
        TokenKind.Identifier => "identifier " + QuotedText.Quote(written),
        TokenKind.MetricIdentifier => "metric identifier " + QuotedText.Quote(written),
        TokenKind.String => "string " + Abbreviated(written),
        TokenKind.Number => "number " + Abbreviated(written),
        TokenKind.Duration => "duration " + Abbreviated(written),
        TokenKind.Operator => $"<op:{written}>",
        TokenKind.Aggregator => $"<aggr:{written}>",
        TokenKind.Keyword => $"<{written}>",
        _ => Abbreviated(written),
    };

    private static string Abbreviated(string written) =>
        written.Length > 10 ? QuotedText.Quote(written[..10]) + "..." : QuotedText.Quote(written);
}
