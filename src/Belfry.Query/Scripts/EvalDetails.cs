using System.Globalization;
using System.Text.RegularExpressions;
using Belfry.Model.Re2;
using Belfry.Query.PromQL;

namespace Belfry.Query.Scripts;

/// <summary>Reads the lines below an <c>eval</c>: what must come of the query.</summary>
internal sealed class EvalDetails
{
    private static readonly Regex RangeVectorLine = new(
        @"^expect range vector\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+)$", RegexOptions.NonBacktracking);

    private static readonly Regex ExpectLine = new(
        @"^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$", RegexOptions.NonBacktracking);

    private readonly EvalCommand eval;
    private readonly bool mustFail;
    private bool isClosed;

    internal EvalDetails(EvalCommand eval, string suffix)
    {
        this.eval = eval;
        mustFail = suffix == "fail";
        if (suffix.Length > 0)
        {
            eval.Expectations.Add(new Expectation(Kind(suffix), _ => true));
        }
    }

    /// <summary>Reads one line.</summary>
    /// <exception cref="ScriptException">It is wrong; says why.</exception>
    internal void Read(string line)
    {
        if (isClosed)
        {
            throw new ScriptException("nothing may follow here in this command");
        }

        if (mustFail && TryReadOldFailure(line))
        {
            isClosed = true;
        }
        else if (line.StartsWith("expect range vector", StringComparison.Ordinal))
        {
            ReadRangeVector(line);
        }
        else if (line == "expect string" || line.StartsWith("expect string ", StringComparison.Ordinal))
        {
            eval.Text = Unquoted(line["expect string".Length..].Trim());
        }
        else if (line.Split(' ')[0] == "expect")
        {
            ReadExpectation(line);
        }
        else if (TryReadNumber(line, out var number))
        {
            eval.Scalar = number;
            isClosed = true;
        }
        else
        {
            ReadSeries(line);
        }
    }

    /// <summary>Checks that the lines go together.</summary>
    /// <exception cref="ScriptException">They do not; says why.</exception>
    internal void Finish()
    {
        var fails = eval.Expectations.Count(expectation => expectation.Kind == ExpectationKind.Fail);
        var wrong = eval.Expects(ExpectationKind.Warn) && eval.Expects(ExpectationKind.NoWarn)
                ? "invalid expect lines, warn and no_warn cannot be used together"
            : eval.Expects(ExpectationKind.Info) && eval.Expects(ExpectationKind.NoInfo)
                ? "invalid expect lines, info and no_info cannot be used together"
            : fails > (mustFail ? 2 : 1) ? "invalid expect lines, multiple expect fail lines are not allowed"
            : eval.Expects(ExpectationKind.Ordered) && !eval.IsInstant
                ? "a range query has no order of its own: `expect ordered` is for instant queries"
            : null;
        if (wrong is not null)
        {
            throw new ScriptException(wrong);
        }
    }

    private bool TryReadOldFailure(string line)
    {
        string[] starts = ["expected_fail_message ", "expected_fail_regexp "];
        var place = Array.FindIndex(starts, start => line.StartsWith(start, StringComparison.Ordinal));
        if (place >= 0)
        {
            var text = line[starts[place].Length..];
            eval.Expectations.Add(new Expectation(ExpectationKind.Fail, Matcher(place == 0 ? "msg" : "regex", text)));
        }

        return place >= 0;
    }

    private void ReadRangeVector(string line)
    {
        var times = RangeVectorLine.Match(line);
        if (!times.Success || !eval.IsInstant)
        {
            throw new ScriptException($"invalid range vector definition {Model.QuotedText.Quote(line)}");
        }

        eval.RangeVector = (
            ScriptParser.Milliseconds(times.Groups[1].Value),
            ScriptParser.Milliseconds(times.Groups[2].Value),
            ScriptParser.Milliseconds(times.Groups[3].Value));
    }

    private void ReadExpectation(string line)
    {
        var parts = ExpectLine.Match(line);
        if (!parts.Success)
        {
            throw new ScriptException(
                "invalid expect statement, must match `expect <type> <match_type>: <string>` format");
        }

        var matches = Matcher(parts.Groups[2].Value, parts.Groups[3].Value.Trim());
        eval.Expectations.Add(new Expectation(Kind(parts.Groups[1].Value), matches));
    }

    private void ReadSeries(string line)
    {
        var series = SeriesLineReader.Read(line);
        if (eval.IsInstant && eval.RangeVector is null && series.Values.Count > 1)
        {
            throw new ScriptException("expecting multiple values in instant evaluation not allowed");
        }

        eval.Series.Add(series);
    }

    private static ExpectationKind Kind(string word) => word switch
    {
        "ordered" => ExpectationKind.Ordered,
        "fail" => ExpectationKind.Fail,
        "warn" => ExpectationKind.Warn,
        "no_warn" => ExpectationKind.NoWarn,
        "info" => ExpectationKind.Info,
        _ => ExpectationKind.NoInfo,
    };

    private static Func<string, bool> Matcher(string kind, string text)
    {
        if (kind != "regex")
        {
            return kind == "msg" ? actual => actual == text : _ => true;
        }

        // Found anywhere in the text, with an engine that is linear in it.
        return Re2Expression.TryParseAnchored($"(?s:.*?)(?:{text})(?s:.*)", out var expression, out var error)
            ? expression.IsMatch
            : throw new ScriptException($"invalid regexp `{text}`: {error}");
    }

    private static string Unquoted(string literal)
    {
        if (literal.Length > 0
            && PromQLParser.TryParse(literal, out var expression, out _) && expression is StringLiteral text)
        {
            return text.Value;
        }

        throw new ScriptException("expected string literal not valid - check that the string is correctly quoted");
    }

    // An integer in any base that Go writes, else a float; anything else is the name of a metric.
    private static bool TryReadNumber(string line, out double number)
    {
        if (TryReadInteger(line, out number))
        {
            return true;
        }

        var rest = line.AsSpan();
        try
        {
            number = ScriptNumber.Read(ref rest, line);
        }
        catch (ScriptException)
        {
            return false;
        }

        return rest.IsEmpty;
    }

    private static bool TryReadInteger(string line, out double number)
    {
        number = 0;
        var isNegative = line.StartsWith('-');
        var digits = line.TrimStart('+', '-').Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        if (digits.Length < 3 || digits[0] != '0' || !ulong.TryParse(
            digits.AsSpan(2),
            digits[1] == 'x' ? NumberStyles.AllowHexSpecifier
                : digits[1] == 'b' ? NumberStyles.AllowBinarySpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value) || digits[1] is not ('x' or 'b'))
        {
            return false;
        }

        number = isNegative ? -(double)value : value;
        return true;
    }
}
