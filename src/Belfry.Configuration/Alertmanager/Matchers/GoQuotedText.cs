using System.Globalization;
using System.Text;

namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>Reads double-quoted text with Go's escapes, which may name bytes: the result must be UTF-8.</summary>
internal static class GoQuotedText
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text between the quotes of <paramref name="quoted"/>; null when it is not valid.</summary>
    internal static string? Unquote(string quoted)
    {
        var bytes = new List<byte>(quoted.Length);
        var inner = quoted.AsSpan(1, quoted.Length - 2);
        while (!inner.IsEmpty)
        {
            if (inner[0] is '\n' or '"')
            {
                return null;
            }

            if (inner[0] != '\\')
            {
                Rune.DecodeFromUtf16(inner, out var rune, out var length);
                Append(bytes, rune);
                inner = inner[length..];
            }
            else if (!TryTakeEscape(ref inner, bytes))
            {
                return null;
            }
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool TryTakeEscape(ref ReadOnlySpan<char> text, List<byte> bytes)
    {
        if (text.Length < 2)
        {
            return false;
        }

        var letter = text[1];
        var index = "abfnrtv\\\"".IndexOf(letter, StringComparison.Ordinal);
        if (index >= 0)
        {
            bytes.Add((byte)"\a\b\f\n\r\t\v\\\""[index]);
            text = text[2..];
            return true;
        }

        return letter switch
        {
            'x' => TryTakeNumber(ref text, bytes, 2, 2, NumberStyles.AllowHexSpecifier),
            'u' => TryTakeNumber(ref text, bytes, 2, 4, NumberStyles.AllowHexSpecifier),
            'U' => TryTakeNumber(ref text, bytes, 2, 8, NumberStyles.AllowHexSpecifier),
            >= '0' and <= '7' => TryTakeOctal(ref text, bytes),
            _ => false,
        };
    }

    private static bool TryTakeNumber(
        ref ReadOnlySpan<char> text, List<byte> bytes, int start, int digits, NumberStyles style)
    {
        if (text.Length < start + digits
            || !uint.TryParse(text.Slice(start, digits), style, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        text = text[(start + digits)..];
        if (digits == 2)
        {
            bytes.Add((byte)number);
            return true;
        }

        if (!Rune.IsValid(number))
        {
            return false;
        }

        Append(bytes, new Rune(number));
        return true;
    }

    private static bool TryTakeOctal(ref ReadOnlySpan<char> text, List<byte> bytes)
    {
        if (text.Length < 4 || text[1..4].IndexOfAnyExceptInRange('0', '7') >= 0)
        {
            return false;
        }

        var number = ((text[1] - '0') * 64) + ((text[2] - '0') * 8) + (text[3] - '0');
        text = text[4..];
        bytes.Add((byte)number);
        return number <= byte.MaxValue;
    }

    private static void Append(List<byte> bytes, Rune rune)
    {
        Span<byte> encoded = stackalloc byte[4];
        bytes.AddRange(encoded[..rune.EncodeToUtf8(encoded)]);
    }
}
