using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Query.PromQL;

namespace Belfry.Query.Scripts;

/// <summary>Reads the series lines of scripts. At most <see cref="ValuesMax"/> values a line.</summary>
internal static class SeriesLineReader
{
    internal const int ValuesMax = 1_000_000;

    private const string StartMark = "@st";

    /// <summary>Whether a line gives start timestamps for the line behind it.</summary>
    internal static bool IsStartLine(string line) =>
        line.AsSpan(EndOfMetric(line)).StartsWith(StartMark, StringComparison.Ordinal);

    /// <summary>Reads labels and values.</summary>
    /// <exception cref="ScriptException">The line is wrong; says what.</exception>
    internal static SeriesLine Read(string line)
    {
        var end = EndOfMetric(line);
        var values = new List<ScriptValue>();
        var rest = line.AsSpan(end);
        if (!rest.IsEmpty && rest[0] is not (' ' or '\t'))
        {
            throw new ScriptException($"unexpected `{rest[0]}` behind the metric");
        }

        while (NextItem(ref rest, out var item))
        {
            Expand(item, values);
        }

        return new SeriesLine(ReadLabels(line[..end].Trim()), values);
    }

    /// <summary>Reads labels and start timestamps, as offsets to the times of samples.</summary>
    /// <exception cref="ScriptException">The line is wrong; says what.</exception>
    internal static SeriesLine ReadStarts(string line)
    {
        var end = EndOfMetric(line);
        return new SeriesLine(ReadLabels(line[..end].Trim()), [])
        {
            StartOffsetsMs = StartSequence.Read(line[(end + StartMark.Length)..]),
        };
    }

    /// <summary>How often an item stands, from its <c>xN</c>.</summary>
    internal static int Repeats(ReadOnlySpan<char> digits, string item) =>
        int.TryParse(digits, System.Globalization.NumberStyles.None, null, out var repeats) && repeats < ValuesMax
            ? repeats
            : throw new ScriptException($"{item}: no number of repeats below {ValuesMax}");

    private static Labels ReadLabels(string metric)
    {
        if (!PromQLParser.TryParseSelector(metric, out var matchers, out var diagnostics))
        {
            throw new ScriptException(PromQLParser.Render(diagnostics));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var matcher in matchers)
        {
            if (matcher.Operator != MatchOperator.Equal || !names.Add(matcher.Name))
            {
                throw new ScriptException($"{metric}: not a label set");
            }
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
        return brace >= line.Length || line[brace] != '{' || isHistogram ? index : EndOfBraces(line, brace);
    }

    private static int EndOfBraces(string line, int brace)
    {
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

        throw new ScriptException(quote == '\0' ? "unclosed brace" : "parse error: unterminated quoted string");
    }

    // Items stand apart by blanks, and only histograms have blanks inside.
    private static bool NextItem(ref ReadOnlySpan<char> rest, out string item)
    {
        rest = rest.TrimStart(" \t");
        var end = 0;
        while (end < rest.Length && rest[end] is not (' ' or '\t'))
        {
            if (!rest[end..].StartsWith("{{"))
            {
                end++;
                continue;
            }

            var close = rest[end..].IndexOf("}}", StringComparison.Ordinal);
            end = close < 0 ? throw new ScriptException("a histogram is not closed by `}}`") : end + close + 2;
        }

        item = rest[..end].ToString();
        rest = rest[end..];
        return item.Length > 0;
    }

    private static void Expand(string item, List<ScriptValue> values)
    {
        var before = values.Count;
        if (item.StartsWith("{{", StringComparison.Ordinal))
        {
            HistogramLiteral.Expand(item, values);
        }
        else if (item == "stale")
        {
            values.Add(ScriptValue.Of(StaleMarker.Value));
        }
        else if (item[0] == '_')
        {
            var count = item.Length == 1 ? 1
                : item[1] == 'x' ? Repeats(item.AsSpan(2), item)
                : throw new ScriptException($"{item}: not a value");
            values.AddRange(Enumerable.Repeat(default(ScriptValue), count));
        }
        else
        {
            ExpandNumbers(item, values);
        }

        if (values.Count > ValuesMax || values.Count < before)
        {
            throw new ScriptException($"more than {ValuesMax} values in a line");
        }
    }

    private static void ExpandNumbers(string item, List<ScriptValue> values)
    {
        var rest = item.AsSpan();
        var value = ScriptNumber.Read(ref rest, item);
        double? increment = !rest.IsEmpty && rest[0] is '+' or '-' ? ScriptNumber.Read(ref rest, item) : null;
        var repeats = !rest.IsEmpty && rest[0] == 'x' ? Repeats(rest[1..], item)
            : rest.IsEmpty && increment is null ? 0
            : throw new ScriptException($"{item}: not a value");
        for (var index = 0; index <= repeats; index++)
        {
            values.Add(ScriptValue.Of(value));
            value += increment ?? 0;
        }
    }
}
