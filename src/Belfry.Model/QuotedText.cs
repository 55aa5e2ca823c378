using System.Globalization;
using System.Text;

namespace Belfry.Model;

/// <summary>
/// Double-quoted text as Go's <c>strconv.Quote</c> writes it, which PromQL and the originals' messages use.
/// </summary>
public static class QuotedText
{
    /// <summary>
    /// Appends <paramref name="value"/> in double quotes, with escapes for quotes, backslashes and controls.
    /// </summary>
    public static void Append(StringBuilder destination, string value)
    {
        destination.Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            AppendRune(destination, rune);
        }

        destination.Append('"');
    }

    /// <summary><paramref name="value"/> in double quotes.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        Append(text, value);
        return text.ToString();
    }

    private static void AppendRune(StringBuilder destination, Rune rune)
    {
        _ = rune.Value switch
        {
            '"' => destination.Append("\\\""),
            '\\' => destination.Append(@"\\"),
            '\a' => destination.Append(@"\a"),
            '\b' => destination.Append(@"\b"),
            '\f' => destination.Append(@"\f"),
            '\n' => destination.Append(@"\n"),
            '\r' => destination.Append(@"\r"),
            '\t' => destination.Append(@"\t"),
            '\v' => destination.Append(@"\v"),
            < 0x20 or 0x7f => destination.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            _ when IsPrintable(rune) => destination.Append(rune.ToString()),
            > 0xffff => destination.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            _ => destination.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        };
    }

    // Go's strconv.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
