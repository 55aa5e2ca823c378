using System.Globalization;
using System.Text;
using Belfry.Configuration.Prometheus;
using TextEncoding = System.Text.Encoding;
using Belfry.Model;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Names outside the legacy form, for receivers that know no other: as clients put them into paths
/// (<c>U__host_2e_name</c> is <c>host.name</c>) and ask for them in the header <c>Accept</c>. Source:
/// prometheus/common <c>model/metric.go</c>.
/// </summary>
internal static class NameEscaping
{
    private const string Prefix = "U__";

    // Though the greatest code point has six.
    private const int HexDigitsMax = 5;

    /// <summary>The name in a form that the scheme allows.</summary>
    internal static string Escape(string name, NameEscapingScheme scheme)
    {
        // Of the schemes only dots touches legacy names: there underscores mean something.
        if (scheme == NameEscapingScheme.AllowUtf8 || name.Length == 0
            || (scheme != NameEscapingScheme.Dots
                && LabelNames.IsLegacyMetricName(TextEncoding.UTF8.GetBytes(name))))
        {
            return name;
        }

        var text = new StringBuilder(scheme == NameEscapingScheme.Values ? Prefix : "");
        var isFirst = true;
        foreach (var rune in name.EnumerateRunes())
        {
            var isPlain = IsPlain(rune, isFirst);
            _ = scheme switch
            {
                NameEscapingScheme.Underscores => text.Append(isPlain ? (char)rune.Value : '_'),
                _ when rune.Value == '_' => text.Append("__"),
                _ when isPlain && rune.Value != '.' => text.Append((char)rune.Value),
                NameEscapingScheme.Dots => text.Append(rune.Value == '.' ? "_dot_" : "__"),
                _ => text.Append(CultureInfo.InvariantCulture, $"_{rune.Value:x}_"),
            };
            isFirst = false;
        }

        return text.ToString();
    }

    /// <summary>
    /// The name meant, as far as the scheme keeps it; the text itself when it is not an escaped name.
    /// </summary>
    internal static string Unescape(string text, NameEscapingScheme scheme) => scheme switch
    {
        NameEscapingScheme.Dots => text.Replace("_dot_", ".", StringComparison.Ordinal)
            .Replace("__", "_", StringComparison.Ordinal),
        NameEscapingScheme.Values => Decode(text),
        _ => text,
    };

    private static string Decode(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return text;
        }

        var name = new StringBuilder();
        for (var index = Prefix.Length; index < text.Length; index++)
        {
            if (text[index] != '_')
            {
                name.Append(text[index]);
                continue;
            }

            var end = text.IndexOf('_', index + 1);
            if (end == index + 1)
            {
                name.Append('_');
                index = end;
                continue;
            }

            if (end < 0 || end - index - 1 > HexDigitsMax || !TryCodePoint(text.AsSpan((index + 1)..end), out var rune))
            {
                return text;
            }

            name.Append(rune.ToString());
            index = end;
        }

        return name.ToString();
    }

    private static bool TryCodePoint(ReadOnlySpan<char> digits, out Rune rune)
    {
        rune = default;
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            && Rune.TryCreate(code, out rune);
    }

    private static bool IsPlain(Rune rune, bool isFirst) => rune.IsAscii
        && (char.IsAsciiLetter((char)rune.Value) || rune.Value is '_' or ':'
            || (!isFirst && char.IsAsciiDigit((char)rune.Value)));
}
