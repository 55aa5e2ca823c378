using System.Globalization;
using System.Text;

namespace Belfry.Alerting.Templates.Html;

/// <summary>Escapes text for HTML, JavaScript and URLs, with the very replacements that Go's templates use.</summary>
internal static class Escaping
{
    private const string UrlReserved = "!#$&*+,/:;=?@[]";

    /// <summary>text/template's <c>html</c>: the five signs and NUL.</summary>
    public static string Html(string text) => Replace(text, HtmlReplacement);

    /// <summary>html/template's escaping of text and quoted attributes, which escapes <c>+</c> as well.</summary>
    public static string HtmlValue(string text) =>
        Replace(text, unit => unit == '+' ? "&#43;" : HtmlReplacement(unit));

    /// <summary>html/template's escaping of what is HTML already: entities stay.</summary>
    public static string HtmlKeepingEntities(string text) =>
        Replace(text, unit => unit is '&' ? null : unit == '+' ? "&#43;" : HtmlReplacement(unit));

    /// <summary>Escaping for an attribute without quotes, which a space would end.</summary>
    public static string HtmlUnquoted(string text) => text.Length == 0 ? "ZgotmplZ" : Replace(text, unit => unit switch
    {
        '\0' => "&#xfffd;",
        '\t' => "&#9;",
        '\n' => "&#10;",
        '\v' => "&#11;",
        '\f' => "&#12;",
        '\r' => "&#13;",
        ' ' => "&#32;",
        '+' => "&#43;",
        '=' => "&#61;",
        '`' => "&#96;",
        _ => HtmlReplacement(unit),
    });

    /// <summary>text/template's <c>js</c>.</summary>
    public static string Js(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '\\' => escaped.Append(@"\\"),
                '\'' => escaped.Append(@"\'"),
                '"' => escaped.Append("\\\""),
                '<' or '>' or '&' or '=' or < ' ' =>
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                0x7f or 0x2028 or 0x2029 or 0xfffd or 0xa0 =>
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Go's <c>url.QueryEscape</c>: a space becomes <c>+</c>.</summary>
    public static string UrlQuery(string text) => Percent(
        text, octet => IsUnreserved(octet) || octet == ' ').Replace(' ', '+');

    /// <summary>html/template's escaping of a part of a URL's query.</summary>
    public static string UrlPart(string text) => Percent(text, IsUnreserved);

    /// <summary>html/template's clean-up of a URL: what must be escaped is, what is escaped stays.</summary>
    public static string UrlNormal(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var escaped = new StringBuilder(bytes.Length);
        for (var index = 0; index < bytes.Length; index++)
        {
            var octet = bytes[index];
            var isEscape = octet == '%' && index + 2 < bytes.Length
                && char.IsAsciiHexDigit((char)bytes[index + 1]) && char.IsAsciiHexDigit((char)bytes[index + 2]);
            if (isEscape || IsUnreserved(octet) || UrlReserved.Contains((char)octet, StringComparison.Ordinal))
            {
                escaped.Append((char)octet);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{octet:x2}");
            }
        }

        return escaped.ToString();
    }

    private static string Percent(string text, Func<byte, bool> stays)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var octet in System.Text.Encoding.UTF8.GetBytes(text))
        {
            _ = stays(octet)
                ? escaped.Append((char)octet)
                : escaped.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return escaped.ToString();
    }

    private static bool IsUnreserved(byte octet) =>
        char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~';

    private static string? HtmlReplacement(char unit) => unit switch
    {
        '\0' => "\ufffd",
        '"' => "&#34;",
        '\'' => "&#39;",
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => null,
    };

    private static string Replace(string text, Func<char, string?> replacement)
    {
        StringBuilder? escaped = null;
        for (var index = 0; index < text.Length; index++)
        {
            var replaced = replacement(text[index]);
            if (replaced is not null)
            {
                escaped ??= new StringBuilder(text, 0, index, text.Length + 32);
                escaped.Append(replaced);
            }
            else
            {
                escaped?.Append(text[index]);
            }
        }

        return escaped?.ToString() ?? text;
    }
}
