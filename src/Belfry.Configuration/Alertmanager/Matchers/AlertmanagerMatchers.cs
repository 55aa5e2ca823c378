using Belfry.Model.Matching;

namespace Belfry.Configuration.Alertmanager.Matchers;

/// <summary>
/// Reads Alertmanager's matchers, as in <c>{severity="page",team=~"a|b"}</c>, for its file, its API and its command
/// line.
/// Two syntaxes exist; <see cref="MatcherSyntax"/> says which are tried. Stateless.
/// </summary>
public static class AlertmanagerMatchers
{
    /// <summary>Reads any number of matchers, with or without braces; the empty text has none.</summary>
    public static MatcherParse Parse(string input, MatcherSyntax syntax = MatcherSyntax.Fallback)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (syntax == MatcherSyntax.Classic)
        {
            return ClassicMatcherParser.ParseAll(input);
        }

        var modern = Utf8MatcherParser.Parse(input);
        return syntax == MatcherSyntax.Utf8Strict ? modern : Choose(modern, ClassicMatcherParser.ParseAll(input));
    }

    /// <summary>Reads exactly one matcher without braces, as the API's filters and amtool take it.</summary>
    public static MatcherParse ParseOne(string input, MatcherSyntax syntax = MatcherSyntax.Fallback)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (syntax == MatcherSyntax.Classic)
        {
            return ClassicMatcherParser.ParseOne(input);
        }

        if (input.StartsWith('{') || input.EndsWith('}'))
        {
            return MatcherParse.Failed($"unexpected open or close brace: {input}");
        }

        var modern = One(Utf8MatcherParser.Parse(input));
        return syntax == MatcherSyntax.Utf8Strict ? modern : Choose(modern, ClassicMatcherParser.ParseOne(input));
    }

    /// <summary>True when a label may have this name: any UTF-8, or the legacy form in classic mode.</summary>
    public static bool IsValidLabelName(string name, MatcherSyntax syntax = MatcherSyntax.Fallback)
    {
        ArgumentNullException.ThrowIfNull(name);
        return syntax == MatcherSyntax.Classic
            ? Prometheus.LabelRules.IsLegacyName(name)
            : name.Length > 0 && Yaml.YamlScalars.IsWellFormed(name);
    }

    /// <summary>Sorts as Alertmanager does, by name, value and operator, which its group keys show.</summary>
    public static IReadOnlyList<LabelMatcher> Sort(IEnumerable<LabelMatcher> matchers) =>
    [
        .. matchers.OrderBy(matcher => matcher.Name, StringComparer.Ordinal)
            .ThenBy(matcher => matcher.Value, StringComparer.Ordinal).ThenBy(matcher => matcher.Operator),
    ];

    internal static MatcherParse One(MatcherParse parse) => (parse.Error, parse.Matchers.Count) switch
    {
        ({ Length: > 0 }, _) or (_, 1) => parse,
        (_, 0) => MatcherParse.Failed("no matchers"),
        (_, var count) => MatcherParse.Failed($"expected 1 matcher, found {count}"),
    };

    // The classic reading wins wherever it exists and differs, so that old files keep their meaning.
    private static MatcherParse Choose(MatcherParse modern, MatcherParse classic)
    {
        if (modern.Error.Length > 0)
        {
            return classic with { IsIncompatible = classic.Error.Length == 0 };
        }

        return classic.Error.Length == 0 && !classic.Matchers.SequenceEqual(modern.Matchers)
            ? classic with { IsDisagreement = true }
            : modern;
    }
}
