using System.Buffers;
using System.Text;

namespace Belfry.Query.PromQL;

// Numbers, durations, strings, and the insides of brackets.
internal sealed partial class Lexer
{
    private Token NumberOrDuration()
    {
        var start = position;
        if (ScanNumber())
        {
            return Emit(TokenKind.Number, start);
        }

        if (ScanRestOfDuration())
        {
            return Emit(TokenKind.Duration, start);
        }

        return Error(start, $"bad number or duration syntax: {Model.QuotedText.Quote(TextOf(start, position))}");
    }

    private bool Accept(string set)
    {
        if (Peek() is var octet && octet >= 0 && set.Contains((char)octet, StringComparison.Ordinal))
        {
            position++;
            return true;
        }

        return false;
    }

    // A number is [0x][.][digit][digit . _ e]* with none of the marks repeated or at the end; what follows must not be
    // a letter or a digit. False leaves the position behind the mark that does not fit, as it is part of the message.
    private bool ScanNumber()
    {
        var digits = "0123456789";
        if (Accept("0") && Accept("xX"))
        {
            Accept("_");
            digits = "0123456789abcdefABCDEF";
        }

        var isHex = digits.Length > 10;
        var hasDot = Accept(".");
        var hasExponent = false;
        while (true)
        {
            if (Accept("."))
            {
                if (hasDot || isHex || Accept("_."))
                {
                    return false;
                }

                hasDot = true;
            }
            else if (!isHex && Accept("eE"))
            {
                if (hasExponent || ScanExponentFails())
                {
                    return false;
                }

                hasExponent = true;
            }
            else if (Accept("_"))
            {
                if (Accept("._eE") || Peek() < 0)
                {
                    return false;
                }
            }
            else if (!Accept(digits))
            {
                return !IsAlpha(Peek()) && !IsDigit(Peek());
            }
        }
    }

    private bool ScanExponentFails()
    {
        Accept("+-");
        return Accept("._eE") || Peek() < 0;
    }

    private bool ScanRestOfDuration()
    {
        if (!Accept("smhdwy"))
        {
            return false;
        }

        // `ms`; nonsense such as `hs` is found when the duration is parsed.
        Accept("s");
        while (IsDigit(Peek()))
        {
            while (IsDigit(Peek()))
            {
                position++;
            }

            if (!Accept("smhdw"))
            {
                return false;
            }

            Accept("s");
        }

        if (IsAlpha(Peek()) || IsDigit(Peek()))
        {
            position++;
            return false;
        }

        return true;
    }

    private Token InsideBrackets()
    {
        var start = position;
        var octet = Peek();
        switch (octet)
        {
            case -1:
                return Error(start, "unexpected end of input in duration expression");
            case ']':
                isBracketOpen = false;
                return Take(TokenKind.RightBracket, 1);
            case ':':
                return Colon();
            case '(' or ')':
                return Parenthesis(octet);
            case '+' or '-' or '*' or '/' or '%' or '^':
                return Take(TokenKind.Operator, 1);
            case ',':
                return Take(TokenKind.Comma, 1);
            default:
                return DurationOrWord(octet);
        }
    }

    private Token Colon()
    {
        if (!hasDuration)
        {
            return Error(position + 1, "unexpected colon before duration in duration expression");
        }

        if (hasColon)
        {
            return Error(position + 1, "unexpected repeated colon in duration expression");
        }

        hasColon = true;
        return Take(TokenKind.Colon, 1);
    }

    private Token DurationOrWord(int octet)
    {
        var start = position;
        var hadDuration = hasDuration;
        if (IsDigit(octet) || (octet == '.' && IsDigit(Peek(1))))
        {
            hasDuration = true;
            return NumberOrDuration();
        }

        if (IsAlpha(octet))
        {
            var word = Identifier();
            if (word.Text.ToLowerInvariant() is "step" or "range")
            {
                hasDuration = true;
                return word with { Kind = TokenKind.Preprocessor };
            }

            if (word.Text.ToLowerInvariant() is "min_of" or "max_of")
            {
                hasDuration = true;
                return word;
            }
        }

        return Error(start, hadDuration && IsAlpha(octet)
            ? $"unexpected character: {CharacterAt(start)}, expected ':'"
            : $"unexpected character in duration expression: {CharacterAt(start)}");
    }

    private Token RawString()
    {
        var start = position;
        var length = query.AsSpan(start + 1).IndexOf((byte)'`');
        if (length < 0)
        {
            return Error(start, "unterminated raw string");
        }

        position = start + 1 + length + 1;
        return new Token(TokenKind.String, start, position, TextOf(start + 1, position - 1));
    }

    private Token QuotedString(int quote)
    {
        var start = position++;
        var value = new ArrayBufferWriter<byte>();
        while (Peek() != quote)
        {
            switch (Peek())
            {
                case -1 or '\n':
                    return Error(start, "unterminated quoted string");
                case '\\':
                    position++;
                    if (Escape(quote, value) is { } problem)
                    {
                        return Error(start, problem);
                    }

                    break;
                default:
                    value.Write(query.AsSpan(position++, 1));
                    break;
            }
        }

        position++;
        return new Token(TokenKind.String, start, position, Encoding.UTF8.GetString(value.WrittenSpan));
    }

    private string? Escape(int quote, ArrayBufferWriter<byte> value)
    {
        var octet = Peek();
        var simple = octet == quote ? octet : octet switch
        {
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' => '\\',
            _ => -1,
        };
        if (simple >= 0)
        {
            position++;
            value.Write([(byte)simple]);
            return null;
        }

        switch (octet)
        {
            case >= '0' and <= '7':
                return NumericEscape(3, 8, value);
            case 'x' or 'u' or 'U':
                position++;
                return NumericEscape(octet switch { 'x' => 2, 'u' => 4, _ => 8 }, 16, value);
            case -1:
                return "escape sequence not terminated";
            default:
                return $"unknown escape sequence {CodePointAt(position)}";
        }
    }

    private string? NumericEscape(int digits, uint radix, ArrayBufferWriter<byte> value)
    {
        uint code = 0;
        for (var left = digits; left > 0; left--)
        {
            var digit = Peek() switch
            {
                >= '0' and <= '9' and var octet => (uint)(octet - '0'),
                >= 'a' and <= 'f' and var octet => (uint)(octet - 'a' + 10),
                >= 'A' and <= 'F' and var octet => (uint)(octet - 'A' + 10),
                _ => 16u,
            };
            if (digit >= radix)
            {
                return Peek() < 0
                    ? "escape sequence not terminated"
                    : $"illegal character {CodePointAt(position)} in escape sequence";
            }

            code = (code * radix) + digit;
            position++;
        }

        var isByte = digits <= 3;
        if ((isByte && code > 255) || (!isByte && !Rune.IsValid(code)))
        {
            return "escape sequence is an invalid Unicode code point";
        }

        Span<byte> utf8 = stackalloc byte[4];
        utf8[0] = (byte)code;
        value.Write(utf8[..(isByte ? 1 : new Rune(code).EncodeToUtf8(utf8))]);
        return null;
    }

    private string CodePointAt(int index)
    {
        Rune.DecodeFromUtf8(query.AsSpan(index), out var rune, out _);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"U+{rune.Value:X4} '{rune}'");
    }
}
