using System.Globalization;
using System.Text.RegularExpressions;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.PromQL;

/// <summary>Reads the script language of the original's engine tests.</summary>
internal sealed partial class ScriptParser(string script)
{
    private readonly string[] lines = script.Split('\n').Select(line => line.Trim(' ', '\t', '\r'))
        .Select(line => line.StartsWith('#') ? "" : line).ToArray();

    private int next;

    internal List<ScriptCommand> Parse()
    {
        var commands = new List<ScriptCommand>();
        while (next < lines.Length)
        {
            var line = lines[next++];
            if (line.Length == 0)
            {
                continue;
            }

            var word = line.Split(' ', '\t')[0].ToLowerInvariant();
            commands.Add(word switch
            {
                "clear" => new ClearCommand(),
                _ when word.StartsWith("load", StringComparison.Ordinal) => Load(line),
                _ when word.StartsWith("eval", StringComparison.Ordinal) => Eval(line),
                _ => throw new FormatException($"line {next}: invalid command {line}"),
            });
        }

        return commands;
    }

    internal static long Milliseconds(string text)
    {
        var isNegative = text.StartsWith('-');
        if (!PrometheusDuration.TryParse(text.TrimStart('-'), out var duration, out var error))
        {
            throw new FormatException(error);
        }

        var ms = (long)duration.TotalMilliseconds;
        return isNegative ? -ms : ms;
    }

    private IEnumerable<string> Block()
    {
        while (next < lines.Length && lines[next].Length > 0)
        {
            yield return lines[next++];
        }
    }

    private LoadCommand Load(string line)
    {
        var header = LoadHeader().Match(line);
        if (!header.Success)
        {
            throw new FormatException($"line {next}: {line}");
        }

        var series = Block().Select(SeriesDescription.Parse).ToList();
        return new LoadCommand(Milliseconds(header.Groups[2].Value), series, header.Groups[1].Success);
    }

    private EvalCommand Eval(string line)
    {
        var place = next;
        var instant = InstantHeader().Match(line);
        var range = RangeHeader().Match(line);
        if (!instant.Success && !range.Success)
        {
            throw new FormatException($"line {next}: {line}");
        }

        var header = instant.Success ? instant : range;
        var start = header.Groups["from"].Success ? Milliseconds(header.Groups["from"].Value) : 0;
        var eval = new EvalCommand
        {
            Expression = header.Groups["expression"].Value,
            StartMs = start,
            EndMs = instant.Success ? start : Milliseconds(header.Groups["to"].Value),
            StepMs = instant.Success ? 0 : Milliseconds(header.Groups["step"].Value),
            Line = place,
        };
        var suffix = header.Groups["suffix"].Value;
        if (suffix.Length > 0)
        {
            eval.Expectations.Add((suffix, _ => true));
        }

        foreach (var detail in Block())
        {
            AddDetail(eval, detail);
        }

        return eval;
    }

    private static void AddDetail(EvalCommand eval, string line)
    {
        var vector = RangeVectorLine().Match(line);
        var expectation = ExpectationLine().Match(line);
        if (vector.Success)
        {
            eval.RangeVector = (
                Milliseconds(vector.Groups[1].Value),
                Milliseconds(vector.Groups[2].Value),
                Milliseconds(vector.Groups[3].Value));
        }
        else if (line.StartsWith("expect string ", StringComparison.Ordinal))
        {
            var quoted = line["expect string ".Length..].Trim();
            eval.Text = quoted[0] == '`' ? quoted[1..^1] : Regex.Unescape(quoted[1..^1]);
        }
        else if (line.StartsWith("expected_fail_message ", StringComparison.Ordinal))
        {
            eval.Expectations.Add(("fail", Matcher("msg", line["expected_fail_message ".Length..])));
        }
        else if (line.StartsWith("expected_fail_regexp ", StringComparison.Ordinal))
        {
            eval.Expectations.Add(("fail", Matcher("regex", line["expected_fail_regexp ".Length..])));
        }
        else if (expectation.Success)
        {
            eval.Expectations.Add((
                expectation.Groups[1].Value, Matcher(expectation.Groups[2].Value, expectation.Groups[3].Value)));
        }
        else if (!line.Contains('{', StringComparison.Ordinal) && ScalarLine().IsMatch(line))
        {
            eval.Scalar = line.TrimStart('+', '-').ToLowerInvariant() switch
            {
                "inf" => line[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
                "nan" => double.NaN,
                _ => double.Parse(line, NumberStyles.Float, CultureInfo.InvariantCulture),
            };
        }
        else
        {
            eval.Series.Add(SeriesDescription.Parse(line));
        }
    }

    private static Func<string, bool> Matcher(string kind, string text) => kind switch
    {
        "msg" => actual => actual == text.Trim(),
        "regex" => new Regex(text.Trim(), RegexOptions.CultureInvariant).IsMatch,
        _ => _ => true,
    };

    [GeneratedRegex(@"^load(?:_(with_nhcb))?\s+(.+?)$")]
    private static partial Regex LoadHeader();

    [GeneratedRegex(
        @"^eval(?:_(?<suffix>fail|warn|ordered|info))?\s+instant\s+(?:at\s+(?<from>.+?))?\s+(?<expression>.+)$")]
    private static partial Regex InstantHeader();

    [GeneratedRegex(
        @"^eval(?:_(?<suffix>fail|warn|info))?\s+range\s+from\s+(?<from>.+)\s+to\s+(?<to>.+)\s+"
        + @"step\s+(?<step>.+?)\s+(?<expression>.+)$")]
    private static partial Regex RangeHeader();

    [GeneratedRegex(@"^expect range vector from (.+) to (.+) step (.+)$")]
    private static partial Regex RangeVectorLine();

    [GeneratedRegex(@"^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$")]
    private static partial Regex ExpectationLine();

    [GeneratedRegex(@"^[+-]?(?:inf|nan|[0-9.]+(?:e[+-]?[0-9]+)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex ScalarLine();
}
