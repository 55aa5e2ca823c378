using System.Globalization;
using System.Text.RegularExpressions;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>
/// A line of a script: labels and a sequence of values, one for each position.
/// </summary>
/// <param name="Labels">The labels.</param>
/// <param name="Values">The values; null where there is none.</param>
internal sealed partial record SeriesDescription(Labels Labels, IReadOnlyList<ScriptValue?> Values)
{
    internal static SeriesDescription Parse(string line)
    {
        var end = EndOfMetric(line);
        var (metric, rest) = (line[..end].Trim(), line[end..]);
        if (rest.StartsWith("@st", StringComparison.Ordinal))
        {
            // Start timestamps belong to the next line; nothing here reads them yet.
            return new SeriesDescription(Labels.Empty, []);
        }

        var values = new List<ScriptValue?>();
        foreach (Match item in Items().Matches(rest))
        {
            Expand(item, values);
        }

        return new SeriesDescription(ParseLabels(metric), values);
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

    private static void Expand(Match item, List<ScriptValue?> values)
    {
        var repeats = item.Groups["n"].Success ? int.Parse(item.Groups["n"].Value, CultureInfo.InvariantCulture) : 0;
        if (!item.Groups["n"].Success && (item.Groups["step"].Success || item.Groups["increment"].Success))
        {
            throw new FormatException($"{item.Value}: it is not said how often to step");
        }

        if (item.Groups["histogram"].Success)
        {
            ExpandHistogram(item, repeats, values);
        }
        else if (item.Groups["gap"].Success)
        {
            values.AddRange(Enumerable.Repeat<ScriptValue?>(null, Math.Max(repeats, 1)));
        }
        else if (item.Groups["stale"].Success)
        {
            values.AddRange(Enumerable.Repeat<ScriptValue?>(ScriptValue.Of(StaleMarker.Value), repeats + 1));
        }
        else if (item.Groups["value"].Success)
        {
            var value = HistogramLiteral.Number(item.Groups["value"].Value);
            var increment = item.Groups["step"].Success ? HistogramLiteral.Number(item.Groups["step"].Value) : 0;
            for (var index = 0; index <= repeats; index++)
            {
                values.Add(ScriptValue.Of(value));
                value += increment;
            }
        }
        else
        {
            throw new FormatException($"{item.Value}: not a value");
        }
    }

    private static void ExpandHistogram(Match item, int repeats, List<ScriptValue?> values)
    {
        var value = HistogramLiteral.Parse(item.Groups["histogram"].Value);
        values.Add(value);
        if (!item.Groups["increment"].Success)
        {
            values.AddRange(Enumerable.Repeat<ScriptValue?>(value, repeats));
            return;
        }

        var isSubtraction = item.Groups["sign"].Value == "-";
        var increment = HistogramLiteral.Parse(item.Groups["increment"].Value);
        for (var index = 0; index < repeats; index++)
        {
            var (current, step) = (value.Histogram!, increment.Histogram!);
            if (current.Schema > step.Schema)
            {
                throw new FormatException(
                    $"error combining histograms: cannot merge from schema {current.Schema} to {step.Schema}");
            }

            var isCombined = isSubtraction
                ? current.TrySubtract(step, out var combined, out _)
                : current.TryAdd(step, out combined, out _);
            value = isCombined
                ? new ScriptValue(0, combined, increment.HasHint)
                : throw new FormatException("error combining histograms");
            values.Add(value);
        }
    }

    [GeneratedRegex(
        @"(?:(?<histogram>\{\{.*?\}\})(?:(?<sign>[+-])(?<increment>\{\{.*?\}\}))?|(?<gap>_)|(?<stale>stale)"
        + @"|(?<value>[+-]?(?:inf|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))"
        + @"(?<step>[+-](?:inf|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))?|\S+?)(?:x(?<n>\d+))?(?=\s|$)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Items();
}
