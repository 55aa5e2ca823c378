using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Belfry.Alerting.Templates.Syntax;

/// <summary>Reads Go's quoted strings and character constants, with their escapes.</summary>
internal static class GoLiteral
{
    /// <summary>The text inside double quotes; false when an escape is wrong.</summary>
    public static bool TryUnquote(string quoted, [NotNullWhen(true)] out string? value)
    {
        value = null;
        // \x and octal escapes are bytes, several of which may make one character.
        var bytes = new List<byte>(quoted.Length);
        var body = quoted.AsSpan(1, quoted.Length - 2);
        Span<byte> buffer = stackalloc byte[4];
        while (!body.IsEmpty)
        {
            if (body[0] != '\\')
            {
                Rune.DecodeFromUtf16(body, out var plain, out var length);
                bytes.AddRange(buffer[..plain.EncodeToUtf8(buffer)]);
                body = body[length..];
                continue;
            }

            if (!TryTakeEscape(ref body, '"', out var number, out var isByte))
            {
                return false;
            }

            if (isByte)
            {
                bytes.Add((byte)number);
            }
            else if (Rune.TryCreate(number, out var rune))
            {
                bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
            }
            else
            {
                return false;
            }
        }

        value = System.Text.Encoding.UTF8.GetString([.. bytes]);
        return true;
    }

    /// <summary>The code point inside single quotes; false when it is not exactly one.</summary>
    public static bool TryUnquoteCharacter(string quoted, out int rune)
    {
        rune = 0;
        var body = quoted.AsSpan(1, quoted.Length - 2);
        if (body.IsEmpty)
        {
            return false;
        }

        if (body[0] == '\\')
        {
            return TryTakeEscape(ref body, '\'', out rune, out _) && body.IsEmpty;
        }

        Rune.DecodeFromUtf16(body, out var plain, out var length);
        rune = plain.Value;
        return length == body.Length && plain.Value != '\'';
    }

    private static bool TryTakeEscape(scoped ref ReadOnlySpan<char> body, char quote, out int number, out bool isByte)
    {
        number = 0;
        isByte = false;
        if (body.Length < 2)
        {
            return false;
        }

        var letter = body[1];
        body = body[2..];
        switch (letter)
        {
            case 'x':
                isByte = true;
                return TryTakeDigits(ref body, 2, 16, out number);
            case 'u':
                return TryTakeDigits(ref body, 4, 16, out number);
            case 'U':
                return TryTakeDigits(ref body, 8, 16, out number);
            case >= '0' and <= '7':
                isByte = true;
                var isRead = TryTakeDigits(ref body, 2, 8, out number);
                number += (letter - '0') * 64;
                return isRead && number < 256;
        }

        number = letter switch
        {
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '\\' => '\\',
            _ => letter == quote ? quote : -1,
        };
        return number >= 0;
    }

    private static bool TryTakeDigits(scoped ref ReadOnlySpan<char> body, int count, int numberBase, out int number)
    {
        number = 0;
        if (body.Length < count)
        {
            return false;
        }

        foreach (var digit in body[..count])
        {
            if (!char.IsAsciiHexDigit(digit)
                || !int.TryParse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var place)
                || place >= numberBase || number > 0x10ffff)
            {
                return false;
            }

            number = (number * numberBase) + place;
        }

        body = body[count..];
        return true;
    }
}
