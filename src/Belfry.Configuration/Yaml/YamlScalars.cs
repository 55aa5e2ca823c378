using System.Globalization;
using System.Text;

namespace Belfry.Configuration.Yaml;

/// <summary>
/// What plain scalars mean, as go-yaml reads them: <c>yes</c> and <c>on</c> are booleans, <c>0x1f</c> and
/// <c>1_000</c> numbers, and every scalar is a text where a text is wanted.
/// </summary>
internal static class YamlScalars
{
    // Bytes that are not UTF-8 (only !!binary can carry them) travel as lone surrogates, 0xDC00 + byte, and are refused
    // wherever text is checked; Python's "surrogateescape" is the model.
    private const char EscapedByteBase = '\uDC00';

    /// <summary>The tag that a scalar has or that its text resolves to, in the short form.</summary>
    internal static string ResolvedTag(YamlNode node) => node switch
    {
        { Tag.Length: > 0 } => node.Tag,
        { Kind: YamlNodeKind.Mapping } => "!!map",
        { Kind: YamlNodeKind.Sequence } => "!!seq",
        { IsNull: true } => "!!null",
        { IsPlain: false } => "!!str",
        _ when TryBoolean(node.Value, out _) => "!!bool",
        _ when TryInteger(node.Value, out _) => "!!int",
        _ when TryFloat(node.Value, out _) => "!!float",
        _ => "!!str",
    };

    internal static bool TryBoolean(string text, out bool value)
    {
        value = text is "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON";
        return value || text is
            "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF";
    }

    internal static bool TryInteger(string text, out Int128 value)
    {
        value = 0;
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        var isNegative = digits.StartsWith('-');
        digits = isNegative || digits.StartsWith('+') ? digits[1..] : digits;
        if (digits.Length is 0 or > 66 || !char.IsAsciiDigit(digits[0]))
        {
            return false;
        }

        var isRead = digits switch
        {
            ['0', 'x' or 'X', .. var hex] =>
                Int128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value),
            ['0', 'b' or 'B', .. var binary] =>
                Int128.TryParse(binary, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value),
            ['0', 'o' or 'O', .. var octal] => TryOctal(octal, out value),
            ['0', _, ..] => TryOctal(digits[1..], out value),
            _ => Int128.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value),
        };
        value = isNegative ? -value : value;
        return isRead;
    }

    internal static bool TryFloat(string text, out double value)
    {
        value = text switch
        {
            ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => double.PositiveInfinity,
            "-.inf" or "-.Inf" or "-.INF" => double.NegativeInfinity,
            ".nan" or ".NaN" or ".NAN" => double.NaN,
            _ => 0,
        };
        return value != 0 || double.IsNaN(value) || (text.Any(char.IsAsciiDigit) && double.TryParse(
            text.Replace("_", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out value));
    }

    /// <summary>The text of <c>!!binary</c>; false when it is not base64.</summary>
    internal static bool TryBinary(string base64, out string text)
    {
        var bytes = new byte[base64.Length];
        var compact = string.Concat(base64.Where(character => !char.IsWhiteSpace(character)));
        text = "";
        if (!Convert.TryFromBase64String(compact, bytes, out var length))
        {
            return false;
        }

        text = FromBytes(bytes.AsSpan(0, length));
        return true;
    }

    /// <summary>False when the text cannot be UTF-8, because bytes were given that are not.</summary>
    internal static bool IsWellFormed(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>In double quotes, with bytes that are not UTF-8 as <c>\xff</c>.</summary>
    internal static string Quote(string text)
    {
        if (IsWellFormed(text))
        {
            return Model.QuotedText.Quote(text);
        }

        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character is >= EscapedByteBase and < (char)(EscapedByteBase + 0x100)
                ? quoted.Append(CultureInfo.InvariantCulture, $"\\x{character - EscapedByteBase:x2}")
                : quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    private static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                consumed = 1;
                text.Append((char)(EscapedByteBase + bytes[0]));
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }

    private static bool TryOctal(string digits, out Int128 value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7')
            {
                return false;
            }

            value = (value * 8) + (digit - '0');
        }

        return digits.Length is > 0 and < 40;
    }
}
