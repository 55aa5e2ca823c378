using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Prometheus;
using Belfry.Configuration.Yaml;
using Belfry.Model.Matching;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// Reads the three notations of matchers (<c>match</c>, <c>match_re</c>, <c>matchers</c>) into one list.
/// </summary>
internal sealed class MatchersReader(Reading reading, MatcherSyntax syntax)
{
    /// <summary>
    /// All matchers of the keys <c>{prefix}match</c>, <c>{prefix}match_re</c> and <c>{prefix}matchers</c>.
    /// </summary>
    internal IReadOnlyList<LabelMatcher> Read(MappingReader mapping, string prefix)
    {
        var matchers = new List<LabelMatcher>();
        foreach (var pair in ReadPairs(mapping, prefix + "match"))
        {
            matchers.Add(LabelMatcher.Equality(pair.Name, pair.Text));
        }

        foreach (var pair in ReadPairs(mapping, prefix + "match_re"))
        {
            // The original keeps these anchored by itself, and route keys, which receivers see, show it.
            if (LabelMatcher.TryCreate(pair.Name, MatchOperator.RegexMatch, pair.Text, out _, out var error) &&
                LabelMatcher.TryCreate(
                    pair.Name, MatchOperator.RegexMatch, $"^(?:{pair.Text})$", out var matcher, out error))
            {
                matchers.Add(matcher);
            }
            else
            {
                reading.Error(
                    pair.Location, RegexMessage.Anchored(
                        error ?? "", pair.Text, "^(?:"), "regular expressions have RE2's syntax");
            }
        }

        var key = prefix + "matchers";
        foreach (var node in mapping.Take(key)?.Items ?? [])
        {
            matchers.AddRange(ReadLine(node));
        }

        _ = mapping.Texts(key);
        return AlertmanagerMatchers.Sort(matchers);
    }

    private IReadOnlyList<LabelMatcher> ReadLine(YamlNode node)
    {
        if (ValueReader.Text(reading, node) is not { } line)
        {
            return [];
        }

        var parse = AlertmanagerMatchers.Parse(line, syntax);
        if (parse.Error.Length > 0)
        {
            reading.Error(node.Location, parse.Error, "write it like `severity=\"critical\"` or `team=~\"a|b\"`");
        }
        else if (parse.IsIncompatible)
        {
            reading.Warning(
                node.Location, $"matcher `{line}` is only valid in the classic syntax", $"write `{parse.Suggestion}`");
        }
        else if (parse.IsDisagreement)
        {
            reading.Warning(
                node.Location, $"matcher `{line}` means something else in the newer syntax",
                $"write `{parse.Suggestion}`");
        }

        return parse.Matchers;
    }

    private List<NamedText> ReadPairs(MappingReader mapping, string key)
    {
        if (mapping.Take(key) is not { } node)
        {
            return [];
        }

        var isRegex = key.EndsWith("_re", StringComparison.Ordinal);
        foreach (var (name, value) in node.Entries)
        {
            if (!LabelRules.IsLegacyName(name.Value))
            {
                reading.Error(
                    name.Location, $"invalid label name {YamlScalars.Quote(name.Value)}",
                    "`matchers` takes any name in quotes");
            }
            else if (isRegex && value.IsNull)
            {
                reading.Error(
                    name.Location, $"invalid regexp value for {YamlScalars.Quote(name.Value)}", "write the expression");
            }
        }

        return [.. mapping.NamedTexts(key).Where(pair => LabelRules.IsLegacyName(pair.Name))];
    }
}
