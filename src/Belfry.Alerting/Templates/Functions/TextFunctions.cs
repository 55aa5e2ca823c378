using System.Globalization;
using System.Text;
using Belfry.Alerting.Templates.Values;
using Belfry.Model.Re2;

namespace Belfry.Alerting.Templates.Functions;

/// <summary>Functions on text that Prometheus and Alertmanager both have.</summary>
internal static class TextFunctions
{
    /// <summary><c>toUpper toLower match reReplaceAll safeHtml</c>.</summary>
    public static IEnumerable<KeyValuePair<string, TemplateFunction>> Shared { get; } =
    [
        OfText("toUpper", text => text.ToUpperInvariant()),
        OfText("toLower", text => text.ToLowerInvariant()),
        KeyValuePair.Create("match", TemplateFunction.Of(
            call => TemplateValue.Of(Compile(call.Text(0)).IsMatch(call.Text(1))),
            ParameterType.Text, ParameterType.Text)),
        KeyValuePair.Create("reReplaceAll", TemplateFunction.Of(
            call => TemplateValue.Of(Compile(call.Text(0)).ReplaceAll(call.Text(2), call.Text(1))),
            ParameterType.Text, ParameterType.Text, ParameterType.Text)),
        KeyValuePair.Create("safeHtml", TemplateFunction.Of(
            call => new TextValue(call.Text(0), TextValue.HtmlType), ParameterType.Text)),
    ];

    /// <summary>A function from text to text.</summary>
    public static KeyValuePair<string, TemplateFunction> OfText(string name, Func<string, string> body) =>
        KeyValuePair.Create(
            name, TemplateFunction.Of(call => TemplateValue.Of(body(call.Text(0))), ParameterType.Text));

    /// <summary>Go's <c>strings.Title</c>: the first letter of each word large, the others as they are.</summary>
    public static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        var previous = new Rune(' ');
        foreach (var rune in text.EnumerateRunes())
        {
            title.Append((IsSeparator(previous) ? Rune.ToUpperInvariant(rune) : rune).ToString());
            previous = rune;
        }

        return title.ToString();
    }

    /// <summary>The title case of a language's rules: the first letter of each word large, all others small.</summary>
    public static string TitleCase(string text)
    {
        var title = new StringBuilder(text.Length);
        var isInWord = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isLetter = Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;
            title.Append((isLetter
                ? isInWord ? Rune.ToLowerInvariant(rune) : Rune.ToUpperInvariant(rune)
                : rune).ToString());

            // A word goes on over digits, underscores, and apostrophes between letters.
            isInWord = isLetter || Rune.IsDigit(rune) || rune.Value == '_'
                || (isInWord && rune.Value is '\'' or '.' or ':' or '’');
        }

        return title.ToString();
    }

    private static bool IsSeparator(Rune rune)
    {
        if (rune.IsAscii)
        {
            return !char.IsAsciiLetterOrDigit((char)rune.Value) && rune.Value != '_';
        }

        return !Rune.IsLetter(rune) && !Rune.IsDigit(rune) && Rune.IsWhiteSpace(rune);
    }

    private static Re2Expression Compile(string pattern) =>
        Re2Expression.TryParse(pattern, out var expression, out var error)
            ? expression : throw new TemplateFailureException(error);
}
