using System.Globalization;
using System.Text.RegularExpressions;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>
/// A line of a script: labels and a sequence of values, one for each position. Native histograms, which the engine
/// does not
/// know yet, are marked, so that a case that needs them cannot pass by accident.
/// </summary>
/// <param name="Labels">The labels.</param>
/// <param name="Values">The values; null where there is none.</param>
/// <param name="HasHistograms">True when a position is a native histogram.</param>
internal sealed partial record SeriesDescription(Labels Labels, IReadOnlyList<double?> Values, bool HasHistograms)
{
    internal static SeriesDescription Parse(string line)
    {
        var end = EndOfMetric(line);
        var (metric, rest) = (line[..end].Trim(), line[end..]);
        if (rest.StartsWith("@st", StringComparison.Ordinal))
        {
            // Start timestamps belong to the next line; nothing here reads them yet.
            return new SeriesDescription(Labels.Empty, [], HasHistograms: true);
        }

        var values = new List<double?>();
        var hasHistograms = false;
        foreach (Match item in Items().Matches(rest))
        {
            hasHistograms |= Expand(item, values);
        }

        return new SeriesDescription(ParseLabels(metric), values, hasHistograms);
    }

    private static Labels ParseLabels(string metric)
    {
        if (!PromQLParser.TryParseSelector(metric, out var matchers, out var diagnostics))
        {
            throw new FormatException($"{metric}: {PromQLParser.Render(diagnostics)}");
        }

        if (matchers.Any(matcher => matcher.Operator != MatchOperator.Equal))
        {
            throw new FormatException($"{metric}: not a label set");
        }

        return Labels.From(matchers.Select(matcher => (matcher.Name, matcher.Value)));
    }

    private static int EndOfMetric(string line)
    {
        var index = 0;
        while (index < line.Length && line[index] is not (' ' or '\t' or '{' or '@'))
        {
            index++;
        }

        var brace = index;
        while (brace < line.Length && line[brace] is ' ' or '\t')
        {
            brace++;
        }

        var isHistogram = brace > 0 && line.AsSpan(brace).StartsWith("{{");
        if (brace >= line.Length || line[brace] != '{' || isHistogram)
        {
            return index;
        }

        var quote = '\0';
        for (var place = brace; place < line.Length; place++)
        {
            var character = line[place];
            if (quote != '\0')
            {
                place += character == '\\' && quote != '`' ? 1 : 0;
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'' or '`')
            {
                quote = character;
            }
            else if (character == '}')
            {
                return place + 1;
            }
        }

        throw new FormatException($"{line}: unclosed brace");
    }

    private static bool Expand(Match item, List<double?> values)
    {
        var repeats = item.Groups["n"].Success ? int.Parse(item.Groups["n"].Value, CultureInfo.InvariantCulture) : 0;
        if (item.Groups["histogram"].Success)
        {
            values.AddRange(Enumerable.Repeat<double?>(null, repeats + 1));
            return true;
        }

        if (item.Groups["gap"].Success)
        {
            values.AddRange(Enumerable.Repeat<double?>(null, Math.Max(repeats, 1)));
            return false;
        }

        if (item.Groups["stale"].Success)
        {
            values.AddRange(Enumerable.Repeat<double?>(StaleMarker.Value, repeats + 1));
            return false;
        }

        if (!item.Groups["value"].Success)
        {
            throw new FormatException($"{item.Value}: not a value");
        }

        var value = Number(item.Groups["value"].Value);
        var increment = item.Groups["step"].Success ? Number(item.Groups["step"].Value) : 0;
        for (var index = 0; index <= repeats; index++)
        {
            values.Add(value);
            value += increment;
        }

        return false;
    }

    private static double Number(string text) => text.TrimStart('+', '-').ToLowerInvariant() switch
    {
        "inf" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        "nan" => StaleMarker.NormalNaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(
        @"(?:(?<histogram>\{\{.*?\}\}(?:[+-]\{\{.*?\}\})?)|(?<gap>_)|(?<stale>stale)"
        + @"|(?<value>[+-]?(?:inf|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))"
        + @"(?<step>[+-](?:inf|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))?|\S+?)(?:x(?<n>\d+))?(?=\s|$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Items();
}
