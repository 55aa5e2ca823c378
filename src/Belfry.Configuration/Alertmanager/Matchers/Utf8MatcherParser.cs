using Belfry.Configuration.Binding;
using Belfry.Model.Matching;

namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>
/// The UTF-8 syntax: names and values are double-quoted with Go's escapes, or free of reserved characters. Messages
/// and their columns are the original's.
/// </summary>
internal sealed class Utf8MatcherParser
{
    private const string EndOfInput = "end of input";

    private readonly MatcherLexer lexer;
    private readonly List<LabelMatcher> matchers = [];
    private bool hasOpenBrace;

    private Utf8MatcherParser(string input) => lexer = new MatcherLexer(input);

    internal static MatcherParse Parse(string input)
    {
        var parser = new Utf8MatcherParser(input);
        var error = parser.ParseAll();
        return error is null ? new MatcherParse(parser.matchers, "") : MatcherParse.Failed(error);
    }

    private string? ParseAll()
    {
        if (lexer.Peek() is not { } first)
        {
            return lexer.Error;
        }

        if (first.Kind == MatcherTokenKind.EndOfInput)
        {
            return null;
        }

        hasOpenBrace = first.Kind == MatcherTokenKind.OpenBrace;
        if (hasOpenBrace)
        {
            lexer.Next();
        }

        if (lexer.Peek() is not { } second)
        {
            return lexer.Error;
        }

        if (second.Kind is MatcherTokenKind.EndOfInput or MatcherTokenKind.CloseBrace)
        {
            return ParseEnd();
        }

        return ParseMatchers() ?? ParseEnd();
    }

    private string? ParseMatchers()
    {
        while (true)
        {
            if (ParseMatcher() is { } error)
            {
                return error;
            }

            if (Expect(
                "expected a comma or close brace", out var token, MatcherTokenKind.Comma, MatcherTokenKind.CloseBrace,
                MatcherTokenKind.EndOfInput) is { } ending)
            {
                return ending;
            }

            if (token.Kind != MatcherTokenKind.Comma)
            {
                return null;
            }

            lexer.Next();
            if (Expect("expected a matcher or close brace after comma", out token, MatcherTokenKind.CloseBrace,
                MatcherTokenKind.Unquoted, MatcherTokenKind.Quoted, MatcherTokenKind.EndOfInput) is { } following)
            {
                return following;
            }

            if (token.Kind is MatcherTokenKind.CloseBrace or MatcherTokenKind.EndOfInput)
            {
                return null;
            }
        }
    }

    private string? ParseMatcher()
    {
        if (Take("expected label name", out var name, MatcherTokenKind.Quoted, MatcherTokenKind.Unquoted) is { } noName)
        {
            return noName;
        }

        if (Unquote(name) is not { } nameText)
        {
            return Invalid(name);
        }

        if (Take("expected an operator such as '=', '!=', '=~' or '!~'", out var op, MatcherTokenKind.Equal,
            MatcherTokenKind.NotEqual, MatcherTokenKind.RegexMatch, MatcherTokenKind.RegexNotMatch) is { } noOperator)
        {
            return noOperator;
        }

        if (Take(
            "expected label value", out var value, MatcherTokenKind.Unquoted, MatcherTokenKind.Quoted) is { } noValue)
        {
            return noValue;
        }

        if (Unquote(value) is not { } valueText)
        {
            return Invalid(value);
        }

        if (!LabelMatcher.TryCreate(nameText, OperatorOf(op.Kind), valueText, out var matcher, out var error))
        {
            return $"failed to create matcher: {RegexMessage.Anchored(error ?? "", valueText, "^(?:")}";
        }

        matchers.Add(matcher);
        return null;
    }

    private string? ParseEnd()
    {
        var token = lexer.Peek();
        if (hasOpenBrace)
        {
            if (token is not { Kind: MatcherTokenKind.CloseBrace })
            {
                var found = token switch
                {
                    null => lexer.Error,
                    { Kind: MatcherTokenKind.EndOfInput } => EndOfInput,
                    { } other => Unexpected(other),
                };
                return $"0:{lexer.Column}: {found}: expected close brace";
            }

            lexer.Next();
        }
        else if (token is { Kind: MatcherTokenKind.CloseBrace })
        {
            lexer.Next();
            return $"0:{lexer.Column}: }}: expected opening brace";
        }

        return lexer.Peek() switch
        {
            null => $"{lexer.Error}: expected end of input",
            { Kind: MatcherTokenKind.EndOfInput } => null,
            { } rest => $"{rest.Start}:{rest.End}: {rest.Text}: expected end of input",
        };
    }

    private string? Take(string expectation, out MatcherToken token, params ReadOnlySpan<MatcherTokenKind> kinds)
    {
        var error = Expect(expectation, out token, kinds);
        if (error is null)
        {
            lexer.Next();
        }

        return error;
    }

    private string? Expect(string expectation, out MatcherToken token, params ReadOnlySpan<MatcherTokenKind> kinds)
    {
        token = default;
        if (lexer.Peek() is not { } next)
        {
            return $"{lexer.Error}: {expectation}";
        }

        token = next;
        if (kinds.Contains(next.Kind))
        {
            return null;
        }

        return next.Kind == MatcherTokenKind.EndOfInput
            ? $"{EndOfInput}: {expectation}"
            : $"{Unexpected(next)}: {expectation}";
    }

    private static string Unexpected(MatcherToken token) => $"{token.Start}:{token.End}: unexpected {token.Text}";

    private static string Invalid(MatcherToken token) => $"{token.Start}:{token.End}: {token.Text}: invalid input";

    private static string? Unquote(MatcherToken token) => token.Kind == MatcherTokenKind.Quoted
        ? GoQuotedText.Unquote(token.Text)
        : token.Text;

    private static MatchOperator OperatorOf(MatcherTokenKind kind) => kind switch
    {
        MatcherTokenKind.Equal => MatchOperator.Equal,
        MatcherTokenKind.NotEqual => MatchOperator.NotEqual,
        MatcherTokenKind.RegexMatch => MatchOperator.RegexMatch,
        _ => MatchOperator.RegexNotMatch,
    };
}
