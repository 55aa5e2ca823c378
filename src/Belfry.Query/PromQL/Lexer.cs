using System.Buffers;
using System.Text;
using Belfry.Model;

namespace Belfry.Query.PromQL;

/// <summary>
/// Cuts a query into tokens, one at a time. Braces and brackets change what is a token, so it keeps track of them
/// itself, and so it is the one that finds most unbalanced ones. After an error it is at its end. Not thread-safe.
/// </summary>
internal sealed partial class Lexer(byte[] query)
{
    private static readonly SearchValues<byte> IdentifierBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    private int position;
    private int parenDepth;
    private bool isBraceOpen;
    private bool isBracketOpen;
    private bool hasDuration;
    private bool hasColon;

    internal int LengthBytes => query.Length;

    internal string TextOf(int start, int end) => Encoding.UTF8.GetString(query, start, end - start);

    internal bool IsSpaceAt(int index) => index >= 0 && index < query.Length && IsSpace(query[index]);

    /// <summary>True when the next character that is no space is <paramref name="character"/>.</summary>
    internal bool IsNext(char character)
    {
        SkipSpaceAndComments();
        return Peek() == character;
    }

    internal Token Next()
    {
        SkipSpaceAndComments();
        if (isBraceOpen)
        {
            return InsideBraces();
        }

        return isBracketOpen ? InsideBrackets() : Statement();
    }

    private static bool IsSpace(int octet) => octet is ' ' or '\t' or '\n' or '\r';

    private static bool IsDigit(int octet) => octet is >= '0' and <= '9';

    private static bool IsAlpha(int octet) => octet is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private int Peek(int ahead = 0) => position + ahead < query.Length ? query[position + ahead] : -1;

    private void SkipSpaceAndComments()
    {
        while (true)
        {
            while (IsSpace(Peek()))
            {
                position++;
            }

            if (Peek() != '#' || isBracketOpen)
            {
                return;
            }

            while (Peek() is not ('\n' or '\r' or -1))
            {
                position++;
            }
        }
    }

    private Token Emit(TokenKind kind, int start) => new(kind, start, position, TextOf(start, position));

    private Token Take(TokenKind kind, int length)
    {
        position += length;
        return Emit(kind, position - length);
    }

    private Token Error(int start, string message)
    {
        position = query.Length;
        (isBraceOpen, isBracketOpen, parenDepth) = (false, false, 0);
        return new Token(TokenKind.Error, start, query.Length, message);
    }

    private string CharacterAt(int index)
    {
        if (index >= query.Length)
        {
            // What Go prints for its end-of-input rune.
            return "'\\ufffd'";
        }

        Rune.DecodeFromUtf8(query.AsSpan(index), out var rune, out _);
        if (rune.Value == '\'')
        {
            return @"'\''";
        }

        var quoted = QuotedText.Quote(rune.ToString());
        return rune.Value == '"' ? "'\"'" : $"'{quoted[1..^1]}'";
    }

    private Token Statement()
    {
        var start = position;
        var octet = Peek();
        switch (octet)
        {
            case -1:
                return parenDepth > 0 ? Error(start, "unclosed left parenthesis") : Emit(TokenKind.EndOfInput, start);
            case ',':
                return Take(TokenKind.Comma, 1);
            case '*' or '/' or '%' or '+' or '-' or '^' or '@':
                return Take(TokenKind.Operator, 1);
            case '=':
                return Peek(1) switch
                {
                    '=' => Take(TokenKind.Operator, 2),
                    '~' => Error(start, "unexpected character after '=': '~'"),
                    _ => Take(TokenKind.Equal, 1),
                };
            case '!':
                return Peek(1) == '='
                    ? Take(TokenKind.Operator, 2)
                    : Error(start, $"unexpected character after '!': {CharacterAt(start + 1)}");
            case '<' or '>':
                return Take(TokenKind.Operator, Peek(1) is '=' or '/' ? 2 : 1);
            case '"' or '\'':
                return QuotedString(octet);
            case '`':
                return RawString();
            case '(' or ')':
                return Parenthesis(octet);
            case '{':
                isBraceOpen = true;
                return Take(TokenKind.LeftBrace, 1);
            case '[':
                (isBracketOpen, hasDuration, hasColon) = (true, false, false);
                return Take(TokenKind.LeftBracket, 1);
            case ']':
                return Error(start, "unexpected right bracket ']'");
            default:
                return NumberOrWord(octet);
        }
    }

    private Token Parenthesis(int octet)
    {
        if (octet == '(')
        {
            parenDepth++;
            return Take(TokenKind.LeftParen, 1);
        }

        if (--parenDepth < 0)
        {
            return Error(position + 1, "unexpected right parenthesis ')'");
        }

        return Take(TokenKind.RightParen, 1);
    }

    private Token NumberOrWord(int octet)
    {
        if (IsDigit(octet) || (octet == '.' && IsDigit(Peek(1))))
        {
            return NumberOrDuration();
        }

        return IsAlpha(octet) || octet == ':'
            ? Word()
            : Error(position, $"unexpected character: {CharacterAt(position)}");
    }

    private Token Word()
    {
        var start = position;
        while (IsAlpha(Peek()) || IsDigit(Peek()) || Peek() == ':')
        {
            position++;
        }

        var token = Emit(TokenKind.Identifier, start);
        return token.Text.Contains(':', StringComparison.Ordinal)
            ? token with { Kind = TokenKind.MetricIdentifier }
            : token with { Kind = Keywords.KindOf(token.Text) };
    }

    private Token InsideBraces()
    {
        var start = position;
        var octet = Peek();
        switch (octet)
        {
            case -1:
                return Error(start, "unexpected end of input inside braces");
            case ',':
                return Take(TokenKind.Comma, 1);
            case '"' or '\'':
                return QuotedString(octet);
            case '`':
                return RawString();
            case '=':
                return Peek(1) == '~' ? Take(TokenKind.Operator, 2) : Take(TokenKind.Equal, 1);
            case '!':
                return Peek(1) is '~' or '='
                    ? Take(TokenKind.Operator, 2)
                    : Error(start, $"unexpected character after '!' inside braces: {CharacterAt(start + 1)}");
            case '{':
                return Error(start, "unexpected left brace '{'");
            case '}':
                isBraceOpen = false;
                return Take(TokenKind.RightBrace, 1);
            default:
                return IsAlpha(octet)
                    ? Identifier()
                    : Error(start, $"unexpected character inside braces: {CharacterAt(start)}");
        }
    }

    private Token Identifier()
    {
        var start = position;
        var length = query.AsSpan(start).IndexOfAnyExcept(IdentifierBytes);
        position = length < 0 ? query.Length : start + length;
        return Emit(TokenKind.Identifier, start);
    }
}
