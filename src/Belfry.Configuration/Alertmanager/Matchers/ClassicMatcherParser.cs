using System.Text;
using System.Text.RegularExpressions;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;
using Belfry.Model.Matching;

namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>The classic syntax: legacy names, and values that may do without quotes and escapes.</summary>
internal static partial class ClassicMatcherParser
{
    internal static MatcherParse ParseAll(string input)
    {
        var matchers = new List<LabelMatcher>();
        foreach (var part in Split(input))
        {
            var parse = ParseOne(part);
            if (parse.Error.Length > 0)
            {
                return parse;
            }

            matchers.AddRange(parse.Matchers);
        }

        return new MatcherParse(matchers, "");
    }

    internal static MatcherParse ParseOne(string input)
    {
        var match = Shape().Match(input);
        if (!match.Success)
        {
            return MatcherParse.Failed($"bad matcher format: {input}");
        }

        var raw = match.Groups[3].Value;
        if (!YamlScalars.IsWellFormed(raw))
        {
            return MatcherParse.Failed($"matcher value not valid UTF-8: {raw}");
        }

        if (!TryUnescape(raw, out var value))
        {
            return MatcherParse.Failed($"matcher value contains unescaped double quote: {raw}");
        }

        var op = match.Groups[2].Value switch
        {
            "=" => MatchOperator.Equal,
            "!=" => MatchOperator.NotEqual,
            "=~" => MatchOperator.RegexMatch,
            _ => MatchOperator.RegexNotMatch,
        };
        return LabelMatcher.TryCreate(match.Groups[1].Value, op, value, out var matcher, out var error)
            ? new MatcherParse([matcher], "")
            : MatcherParse.Failed(RegexMessage.Anchored(error ?? "", value, "^(?:"));
    }

    // Commas separate outside of double quotes; a last part of nothing but space is dropped, others are not.
    private static List<string> Split(string input)
    {
        var text = input.StartsWith('{') ? input[1..] : input;
        text = text.EndsWith('}') ? text[..^1] : text;
        var parts = new List<string>();
        var part = new StringBuilder();
        var isQuoted = false;
        var isEscaped = false;
        foreach (var character in text)
        {
            if (character == ',' && !isQuoted)
            {
                parts.Add(part.ToString());
                part.Clear();
                continue;
            }

            isQuoted ^= character == '"' && !isEscaped;
            isEscaped = character switch
            {
                '\\' => !isEscaped,
                ',' => isEscaped,
                _ => false,
            };
            part.Append(character);
        }

        if (part.ToString().Trim() is { Length: > 0 } last)
        {
            parts.Add(last);
        }

        return parts;
    }

    private static bool TryUnescape(string raw, out string value)
    {
        var expectsQuote = raw.StartsWith('"');
        var rest = expectsQuote ? raw[1..] : raw;
        var text = new StringBuilder();
        var isEscaped = false;
        value = "";
        for (var index = 0; index < rest.Length; index++)
        {
            var character = rest[index];
            var isLast = index == rest.Length - 1;
            if (isEscaped)
            {
                isEscaped = false;
                _ = character switch
                {
                    'n' => text.Append('\n'),
                    '"' or '\\' => text.Append(character),
                    _ => text.Append('\\').Append(character),
                };
            }
            else if (character == '\\' && !isLast)
            {
                isEscaped = true;
            }
            else if (character == '"')
            {
                if (!expectsQuote || !isLast)
                {
                    return false;
                }

                expectsQuote = false;
            }
            else
            {
                text.Append(character);
            }
        }

        value = text.ToString();
        return !expectsQuote;
    }

    [GeneratedRegex(
        @"\A[ \t\r\n\f]*([a-zA-Z_:][a-zA-Z0-9_:]*)[ \t\r\n\f]*(=~|=|!=|!~)[ \t\r\n\f]*((?s).*?)[ \t\r\n\f]*\z")]
    private static partial Regex Shape();
}
