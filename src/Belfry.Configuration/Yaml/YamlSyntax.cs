using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Belfry.Configuration.Yaml;

/// <summary>Syntax errors of YAML in words that a person can act on.</summary>
internal static partial class YamlSyntax
{
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
        var line = Line(text, (int)exception.Start.Line);
        var indentation = line[..(line.Length - line.TrimStart().Length)];
        return indentation.Contains('\t', StringComparison.Ordinal);
    }

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
