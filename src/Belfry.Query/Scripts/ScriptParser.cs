using System.Text.RegularExpressions;
using Belfry.Model;
using Belfry.Query.PromQL;

namespace Belfry.Query.Scripts;

/// <summary>
/// Reads the script language of Prometheus's engine tests, promqltest. Everything is read before anything is done, so
/// each expression must parse.
/// </summary>
internal sealed class ScriptParser(string script)
{
    // Headers come from files, so no expression may backtrack.
    private static readonly Regex LoadHeader =
        new(@"^load(?:_(with_nhcb))?\s+(.+?)$", RegexOptions.NonBacktracking);

    private static readonly Regex InstantHeader = new(
        @"^eval(?:_(?<suffix>fail|warn|ordered|info))?\s+instant\s+(?:at\s+(?<from>.+?))?\s+(?<expression>.+)$",
        RegexOptions.NonBacktracking);

    private static readonly Regex RangeHeader = new(
        @"^eval(?:_(?<suffix>fail|warn|info))?\s+range\s+from\s+(?<from>.+)\s+to\s+(?<to>.+)\s+"
        + @"step\s+(?<step>.+?)\s+(?<expression>.+)$",
        RegexOptions.NonBacktracking);

    private readonly string[] lines = script.Split('\n').Select(line => line.Trim(' ', '\t', '\r'))
        .Select(line => line.StartsWith('#') ? "" : line).ToArray();

    private int next;

    /// <summary>The commands in their order.</summary>
    /// <exception cref="ScriptException">A line is wrong; says which and why.</exception>
    internal List<ScriptCommand> Parse()
    {
        var commands = new List<ScriptCommand>();
        while (next < lines.Length)
        {
            var line = lines[next++];
            if (line.Length > 0)
            {
                commands.Add(Located(() => Command(line)));
            }
        }

        return commands;
    }

    /// <summary>A duration with an optional sign, in milliseconds.</summary>
    /// <exception cref="ScriptException">It is none.</exception>
    internal static long Milliseconds(string text)
    {
        var isNegative = text.StartsWith('-');
        var unsigned = isNegative || text.StartsWith('+') ? text.AsSpan(1) : text;
        if (!PrometheusDuration.TryParse(unsigned, out var duration, out var error))
        {
            throw new ScriptException(error);
        }

        var ms = (long)duration.TotalMilliseconds;
        return isNegative ? -ms : ms;
    }

    private ScriptCommand Command(string line)
    {
        var word = line.Split(' ', '\t')[0].ToLowerInvariant();
        return word switch
        {
            "clear" => new ClearCommand(),
            _ when word.StartsWith("load", StringComparison.Ordinal) => Load(line),
            _ when word.StartsWith("eval", StringComparison.Ordinal) => Eval(line),
            _ => throw new ScriptException($"invalid command {QuotedText.Quote(line)}"),
        };
    }

    // What is wrong is wrong with the line that was read last.
    private T Located<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ScriptException wrong)
        {
            throw new ScriptException($"line {next}: {wrong.Message}");
        }
    }

    private bool NextOfBlock(out string line)
    {
        var isThere = next < lines.Length && lines[next].Length > 0;
        line = isThere ? lines[next++] : "";
        return isThere;
    }

    private LoadCommand Load(string line)
    {
        var place = next;
        var header = LoadHeader.Match(line);
        if (!header.Success)
        {
            throw new ScriptException("a load command is `load STEP` or `load_with_nhcb STEP`");
        }

        var stepMs = Milliseconds(header.Groups[2].Value);
        var series = new List<SeriesLine>();
        SeriesLine? starts = null;
        while (NextOfBlock(out var detail))
        {
            if (starts is null && SeriesLineReader.IsStartLine(detail))
            {
                starts = SeriesLineReader.ReadStarts(detail);
                continue;
            }

            var read = SeriesLineReader.Read(detail);
            series.Add(starts is null ? read : WithStarts(read, starts));
            starts = null;
        }

        return starts is null
            ? new LoadCommand(stepMs, series, header.Groups[1].Success) { Line = place }
            : throw new ScriptException("start timestamps without a line of samples behind them");
    }

    private static SeriesLine WithStarts(SeriesLine samples, SeriesLine starts) =>
        samples.Labels != starts.Labels
            ? throw new ScriptException($"start timestamps of {starts.Labels} before samples of {samples.Labels}")
        : samples.Values.Count != starts.StartOffsetsMs.Count
            ? throw new ScriptException(
                $"{starts.StartOffsetsMs.Count} start timestamps for {samples.Values.Count} samples")
        : samples with { StartOffsetsMs = starts.StartOffsetsMs };

    private EvalCommand Eval(string line)
    {
        var place = next;
        var instant = InstantHeader.Match(line);
        var range = instant.Success ? Match.Empty : RangeHeader.Match(line);
        if (!instant.Success && !range.Success)
        {
            throw new ScriptException(
                "an eval command is `eval instant at TIME EXPR` or `eval range from TIME to TIME step DURATION EXPR`");
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
        if (eval.EndMs < eval.StartMs)
        {
            throw new ScriptException("the end of a range is before its start");
        }

        if (!PromQLParser.TryParse(eval.Expression, PromQLFeatures.All, out _, out var diagnostics))
        {
            throw new ScriptException($"{eval.Expression}: {PromQLParser.Render(diagnostics)}");
        }

        ReadDetails(eval, header.Groups["suffix"].Value);
        return eval;
    }

    private void ReadDetails(EvalCommand eval, string suffix)
    {
        var details = new EvalDetails(eval, suffix);
        while (NextOfBlock(out var detail))
        {
            details.Read(detail);
        }

        details.Finish();
    }
}
