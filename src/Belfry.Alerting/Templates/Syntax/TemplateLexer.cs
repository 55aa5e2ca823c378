using System.Globalization;
using System.Text;
using Belfry.Model;

namespace Belfry.Alerting.Templates.Syntax;

/// <summary>
/// Splits a template into tokens: text, and inside <c>{{ }}</c> words, numbers, strings and signs, spaces included
/// because the grammar needs them. The first error ends the tokens. Not thread-safe. Source: the lexical rules of Go's
/// text/template.
/// </summary>
internal sealed class TemplateLexer(string text)
{
    private const string Left = "{{";
    private const string Right = "}}";
    private const string CommentLeft = "/*";
    private const string CommentRight = "*/";

    private static readonly Dictionary<string, TokenKind> Keywords = new(StringComparer.Ordinal)
    {
        ["."] = TokenKind.Dot,
        ["block"] = TokenKind.Block,
        ["break"] = TokenKind.Break,
        ["continue"] = TokenKind.Continue,
        ["define"] = TokenKind.Define,
        ["else"] = TokenKind.Else,
        ["end"] = TokenKind.End,
        ["if"] = TokenKind.If,
        ["nil"] = TokenKind.Nil,
        ["range"] = TokenKind.Range,
        ["template"] = TokenKind.Template,
        ["with"] = TokenKind.With,
    };

    private int position;
    private int line = 1;
    private int lineCountedTo;
    private int parenDepth;
    private bool isInside;
    private bool isOver;

    /// <summary>The next token; after the end or an error, that one again.</summary>
    public Token Next()
    {
        while (!isOver)
        {
            var token = isInside ? NextInside() : NextOutside();
            if (token is { } found)
            {
                isOver = found.Kind is TokenKind.Error or TokenKind.EndOfText;
                return found;
            }
        }

        return new Token(TokenKind.EndOfText, text.Length, "", LineAt(text.Length));
    }

    private Token? NextOutside()
    {
        var start = position;
        var open = text.IndexOf(Left, position, StringComparison.Ordinal);
        if (open < 0)
        {
            position = text.Length;
            return start < text.Length ? Make(TokenKind.Text, start) : Make(TokenKind.EndOfText, start);
        }

        if (open == position)
        {
            return OpenAction();
        }

        var end = open;
        if (HasLeftTrim(open + Left.Length))
        {
            while (end > start && IsSpace(text[end - 1]))
            {
                end--;
            }
        }

        position = open;
        return end > start ? new Token(TokenKind.Text, start, text[start..end], LineAt(start)) : null;
    }

    private Token? OpenAction()
    {
        var start = position;
        var afterMarker = start + Left.Length + (HasLeftTrim(start + Left.Length) ? 2 : 0);
        if (At(afterMarker, CommentLeft))
        {
            return SkipComment(afterMarker);
        }

        position = afterMarker;
        isInside = true;
        parenDepth = 0;
        return new Token(TokenKind.LeftDelimiter, start, Left, LineAt(start));
    }

    private Token? SkipComment(int start)
    {
        var close = text.IndexOf(CommentRight, start + CommentLeft.Length, StringComparison.Ordinal);
        if (close < 0)
        {
            return Fail(start, "unclosed comment");
        }

        position = close + CommentRight.Length;
        if (!AtRightDelimiter(out var isTrimming))
        {
            return Fail(start, "comment ends before closing delimiter");
        }

        CloseDelimiter(isTrimming);
        return null;
    }

    private Token NextInside()
    {
        if (AtRightDelimiter(out var isTrimming))
        {
            if (parenDepth > 0)
            {
                return Fail(position, "unclosed left paren");
            }

            var at = isTrimming ? position + 2 : position;
            CloseDelimiter(isTrimming);
            isInside = false;
            return new Token(TokenKind.RightDelimiter, at, Right, LineAt(at));
        }

        if (position >= text.Length)
        {
            return Fail(position, "unclosed action");
        }

        var start = position;
        var rune = RuneAt(position, out var length);
        switch (rune)
        {
            case ' ' or '\t' or '\r' or '\n':
                return LexSpace();
            case '=':
                return Take(TokenKind.Assign, 1);
            case ':':
                return At(position + 1, "=") ? Take(TokenKind.Declare, 2) : Fail(start, "expected :=");
            case '|':
                return Take(TokenKind.Pipe, 1);
            case '"':
                return LexQuoted('"', TokenKind.String, "unterminated quoted string");
            case '`':
                return LexRaw();
            case '\'':
                return LexQuoted('\'', TokenKind.CharConstant, "unterminated character constant");
            case '$':
                return LexFieldOrVariable(TokenKind.Variable);
            case '.' when !(position + 1 < text.Length && char.IsAsciiDigit(text[position + 1])):
                return LexFieldOrVariable(TokenKind.Field);
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                return LexNumber();
            case '(':
                parenDepth++;
                return Take(TokenKind.LeftParen, 1);
            case ')':
                parenDepth--;
                return parenDepth < 0 ? Fail(start, "unexpected right paren") : Take(TokenKind.RightParen, 1);
            default:
                return LexOther(rune, length);
        }
    }

    private Token LexOther(int rune, int length)
    {
        if (IsAlphaNumeric(rune))
        {
            return LexIdentifier();
        }

        return rune is >= 0x20 and < 0x7f
            ? Take(TokenKind.Char, length)
            : Fail(position, "unrecognized character in action: " + Unicode(rune));
    }

    private Token LexSpace()
    {
        var start = position;
        while (position < text.Length && IsSpace(text[position]))
        {
            // A space right before " -}}" belongs to the marker, not to the action.
            if (AtTrimMarker(position))
            {
                break;
            }

            position++;
        }

        return position == start
            ? NextInside()
            : new Token(TokenKind.Space, start, text[start..position], LineAt(start));
    }

    private Token LexIdentifier()
    {
        var start = position;
        SkipAlphaNumeric();
        var word = text[start..position];
        if (!AtTerminator())
        {
            return BadCharacter();
        }

        return Keywords.TryGetValue(word, out var kind)
            ? Make(kind, start)
            : Make(word is "true" or "false" ? TokenKind.Boolean : TokenKind.Identifier, start);
    }

    private Token LexFieldOrVariable(TokenKind kind)
    {
        var start = position++;
        if (AtTerminator())
        {
            return Make(kind == TokenKind.Variable ? TokenKind.Variable : TokenKind.Dot, start);
        }

        SkipAlphaNumeric();
        return AtTerminator() ? Make(kind, start) : BadCharacter();
    }

    private Token LexQuoted(char quote, TokenKind kind, string message)
    {
        var start = position++;
        while (position < text.Length && text[position] != '\n')
        {
            if (text[position] == '\\' && position + 1 < text.Length && text[position + 1] != '\n')
            {
                position += 2;
                continue;
            }

            if (text[position++] == quote)
            {
                return Make(kind, start);
            }
        }

        return Fail(start, message);
    }

    private Token LexRaw()
    {
        var start = position;
        var close = text.IndexOf('`', start + 1);
        if (close < 0)
        {
            return Fail(start, "unterminated raw quoted string");
        }

        position = close + 1;
        return Make(TokenKind.RawString, start);
    }

    private Token LexNumber()
    {
        var start = position;
        ScanNumber();
        if (position < text.Length && (IsAlphaNumeric(RuneAt(position, out _)) || text[position] is '+' or '-'))
        {
            position++;
            return Fail(start, "bad number syntax: " + QuotedText.Quote(text[start..position]));
        }

        return Make(TokenKind.Number, start);
    }

    private void ScanNumber()
    {
        Accept("+-");
        var digits = "0123456789_";
        if (Accept("0"))
        {
            digits = Accept("xX") ? "0123456789abcdefABCDEF_"
                : Accept("oO") ? "01234567_" : Accept("bB") ? "01_" : digits;
        }

        AcceptRun(digits);
        if (Accept("."))
        {
            AcceptRun(digits);
        }

        if (digits.Length == 11 && Accept("eE"))
        {
            Accept("+-");
            AcceptRun("0123456789_");
        }

        if (digits.Length == 23 && Accept("pP"))
        {
            Accept("+-");
            AcceptRun("0123456789_");
        }

        Accept("i");
    }

    private bool Accept(string valid)
    {
        if (position < text.Length && valid.Contains(text[position], StringComparison.Ordinal))
        {
            position++;
            return true;
        }

        return false;
    }

    private void AcceptRun(string valid)
    {
        while (Accept(valid))
        {
        }
    }

    private void SkipAlphaNumeric()
    {
        while (position < text.Length && IsAlphaNumeric(RuneAt(position, out var length)))
        {
            position += length;
        }
    }

    private bool AtTerminator()
    {
        if (position >= text.Length || IsSpace(text[position]) || At(position, Right))
        {
            return true;
        }

        return text[position] is '.' or ',' or '|' or ':' or ')' or '(' or '=';
    }

    private Token BadCharacter() => Fail(position, "bad character " + Unicode(RuneAt(position, out _)));

    private bool AtRightDelimiter(out bool isTrimming)
    {
        isTrimming = AtTrimMarker(position);
        return isTrimming || At(position, Right);
    }

    private bool AtTrimMarker(int offset) =>
        offset + 1 < text.Length && IsSpace(text[offset]) && text[offset + 1] == '-' && At(offset + 2, Right);

    private void CloseDelimiter(bool isTrimming)
    {
        position += Right.Length + (isTrimming ? 2 : 0);
        while (isTrimming && position < text.Length && IsSpace(text[position]))
        {
            position++;
        }
    }

    private bool HasLeftTrim(int offset) =>
        offset + 1 < text.Length && text[offset] == '-' && IsSpace(text[offset + 1]);

    private bool At(int offset, string what) =>
        offset <= text.Length && text.AsSpan(offset).StartsWith(what, StringComparison.Ordinal);

    private Token Take(TokenKind kind, int length)
    {
        var start = position;
        position += length;
        return Make(kind, start);
    }

    private Token Make(TokenKind kind, int start) => new(kind, start, text[start..position], LineAt(start));

    private Token Fail(int offset, string message) => new(TokenKind.Error, offset, message, LineAt(offset));

    // Tokens come in order, so the line is counted on from the last one; a token may begin a little before it.
    private int LineAt(int offset)
    {
        if (offset < lineCountedTo)
        {
            return line - text.AsSpan(offset, lineCountedTo - offset).Count('\n');
        }

        line += text.AsSpan(lineCountedTo, offset - lineCountedTo).Count('\n');
        lineCountedTo = offset;
        return line;
    }

    private int RuneAt(int offset, out int length)
    {
        Rune.DecodeFromUtf16(text.AsSpan(offset), out var rune, out length);
        return rune.Value;
    }

    private static bool IsSpace(char unit) => unit is ' ' or '\t' or '\r' or '\n';

    private static bool IsAlphaNumeric(int rune) =>
        rune == '_' || Rune.IsLetter(new Rune(rune)) || Rune.GetUnicodeCategory(new Rune(rune)) ==
        UnicodeCategory.DecimalDigitNumber;

    private static string Unicode(int rune)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"U+{rune:X4}");
        return rune >= 0x20 && rune != 0x7f && rune != 0xfffd ? $"{number} '{new Rune(rune)}'" : number;
    }
}
