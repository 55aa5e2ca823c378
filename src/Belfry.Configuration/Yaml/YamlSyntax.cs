using System.Text.RegularExpressions;
using Belfry.Model.Diagnostics;
using YamlDotNet.Core;

namespace Belfry.Configuration.Yaml;

/// <summary>Syntax errors of YAML in words that a person can act on.</summary>
internal static partial class YamlSyntax
{
    /// <summary>Where it is: at the tab, when it is one, and not at the start of the section that holds it.</summary>
    internal static SourceLocation Place(string file, YamlException exception, string text)
    {
        var place = new SourceLocation(file, (int)exception.Start.Line, (int)exception.Start.Column);
        if (!exception.Message.Contains("tab", StringComparison.Ordinal))
        {
            return place;
        }

        for (var line = place.Line; line <= exception.End.Line + 1; line++)
        {
            if (Line(text, line) is var content && HasTabIndentation(content))
            {
                return new SourceLocation(file, line, content.IndexOf('\t', StringComparison.Ordinal) + 1);
            }
        }

        return place;
    }

    /// <summary>What is wrong, without the coordinates that the exception's text repeats.</summary>
    internal static string Message(YamlException exception, string text)
    {
        if (IsTab(exception, text))
        {
            return "found character that cannot start any token";
        }

        var message = Coordinates().Replace(exception.Message, "").Trim().TrimEnd('.');
        return message.Length == 0 ? "not valid YAML" : char.ToLowerInvariant(message[0]) + message[1..];
    }

    /// <summary>What is the matter in the usual cases; empty in others.</summary>
    internal static string Hint(YamlException exception, string text)
    {
        if (IsTab(exception, text))
        {
            return "YAML is indented with spaces, not with tabs";
        }

        var line = Line(text, (int)exception.Start.Line);
        return line switch
        {
            _ when line.Contains("{{", StringComparison.Ordinal) => "put a text that starts with `{{` in quotes",
            _ when exception.Message.Contains("apping value", StringComparison.Ordinal) =>
                "check the indentation, and put a text that contains `: ` in quotes",
            _ => "check the indentation and the quotes around this line",
        };
    }

    private static bool IsTab(YamlException exception, string text)
    {
        return HasTabIndentation(Line(text, Place("", exception, text).Line));
    }

    private static bool HasTabIndentation(string line) =>
        line[..(line.Length - line.TrimStart().Length)].Contains('\t', StringComparison.Ordinal);

    private static string Line(string text, int line)
    {
        var start = 0;
        for (var current = 1; current < line; current++)
        {
            var next = text.IndexOf('\n', start);
            if (next < 0)
            {
                return "";
            }

            start = next + 1;
        }

        var end = text.IndexOf('\n', start);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"^\(Line: [^)]*\) - \(Line: [^)]*\): ")]
    private static partial Regex Coordinates();
}
