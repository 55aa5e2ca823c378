using System.Globalization;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Query.Scripts;

/// <summary>
/// Reads native histograms as scripts write them, <c>{{schema:1 count:2 sum:3 buckets:[1 1]}}</c>, and series of them.
/// All are float histograms, and counts are taken as they are given.
/// </summary>
internal sealed class HistogramLiteral
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private int schema;
    private double sum;
    private double count;
    private double zeroCount;
    private double zeroThreshold;
    private double[] positive = [];
    private double[] negative = [];
    private double[] bounds = [];
    private int positiveOffset;
    private int negativeOffset;
    private CounterResetHint hint;

    /// <summary>
    /// Adds what an item stands for: a histogram, several of it, or several that grow or shrink by another.
    /// </summary>
    /// <exception cref="ScriptException">The item is wrong; says what.</exception>
    internal static void Expand(string item, List<ScriptValue> values)
    {
        var rest = item.AsSpan();
        var value = Read(ref rest);
        ScriptValue? increment = null;
        var isSubtracted = rest.StartsWith("-");
        if (isSubtracted || rest.StartsWith("+"))
        {
            rest = rest[1..];
            increment = Read(ref rest);
            CheckSchemas(value, increment.Value);
        }

        var repeats = rest.StartsWith("x") ? SeriesLineReader.Repeats(rest[1..], item)
            : rest.IsEmpty && increment is null ? 0
            : throw new ScriptException($"{item}: not a value");
        for (var index = 0; index <= repeats; index++)
        {
            values.Add(value);
            value = increment is { } step && index < repeats ? Combine(value, step, isSubtracted) : value;
        }
    }

    private static void CheckSchemas(ScriptValue value, ScriptValue increment)
    {
        var (from, to) = (increment.Histogram!.Schema, value.Histogram!.Schema);
        if (to > from)
        {
            throw new ScriptException($"error combining histograms: cannot merge from schema {from} to {to}");
        }
    }

    private static ScriptValue Combine(ScriptValue value, ScriptValue step, bool isSubtracted)
    {
        var isDone = isSubtracted
            ? value.Histogram!.TrySubtract(step.Histogram!, out var result, out _)
            : value.Histogram!.TryAdd(step.Histogram!, out result, out _);
        return isDone
            ? new ScriptValue(null, result!, step.SpellsHint)
            : throw new ScriptException("error combining histograms: " + HistogramArithmetic.Incompatible);
    }

    private static ScriptValue Read(ref ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("{{"))
        {
            throw new ScriptException("a histogram begins with `{{`");
        }

        var end = rest.IndexOf("}}", StringComparison.Ordinal);
        if (end < 0)
        {
            throw new ScriptException("a histogram is not closed by `}}`");
        }

        var literal = new HistogramLiteral();
        literal.ReadPairs(rest[2..end]);
        rest = rest[(end + 2)..];
        return new ScriptValue(null, literal.ToHistogram(), literal.keys.Contains("counter_reset_hint"));
    }

    private void ReadPairs(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(" "))
        {
            throw new ScriptException("unexpected ` ` behind `{{`");
        }

        while (!(text = text.TrimStart(' ')).IsEmpty)
        {
            var colon = text.IndexOfAny(':', ' ');
            if (colon < 0 || text[colon] != ':')
            {
                throw new ScriptException("missing `:` for histogram descriptor");
            }

            var key = text[..colon].ToString();
            text = text[(colon + 1)..];
            if (!keys.Add(key))
            {
                throw new ScriptException($"duplicate key {QuotedText.Quote(key)} in histogram");
            }

            var isList = text.StartsWith("[");
            var end = isList ? text.IndexOf(']') + 1 : text.IndexOf(' ');
            end = end < 0 ? text.Length : end;
            if (end == 0)
            {
                throw new ScriptException(isList ? "a list is not closed by `]`" : "unexpected ` ` in series values");
            }

            Set(key, text[..end].ToString(), isList);
            text = text[end..];
        }
    }

    private void Set(string key, string value, bool isList)
    {
        if (key is "buckets" or "n_buckets" or "custom_values" != isList)
        {
            throw new ScriptException($"bad histogram descriptor found: {QuotedText.Quote(key)}");
        }

        switch (key)
        {
            case "schema": schema = Integer(value); break;
            case "offset": positiveOffset = Integer(value); break;
            case "n_offset": negativeOffset = Integer(value); break;
            case "sum": sum = Number(value); break;
            case "count": count = Number(value); break;
            case "z_bucket": zeroCount = Number(value); break;
            case "z_bucket_w": zeroThreshold = Number(value); break;
            case "buckets": positive = Numbers(value); break;
            case "n_buckets": negative = Numbers(value); break;
            case "custom_values": bounds = Numbers(value); break;
            case "counter_reset_hint": hint = Hint(value); break;
            default: throw new ScriptException($"bad histogram descriptor found: {QuotedText.Quote(key)}");
        }
    }

    private FloatHistogram ToHistogram() => new()
    {
        CounterResetHint = hint,
        Schema = schema,
        Sum = sum,
        Count = count,
        ZeroCount = zeroCount,
        ZeroThreshold = zeroThreshold,
        PositiveSpans = Span(positiveOffset, positive),
        PositiveBuckets = positive,
        NegativeSpans = Span(negativeOffset, negative),
        NegativeBuckets = negative,
        CustomValues = bounds,
    };

    private static BucketSpan[] Span(int offset, double[] buckets) =>
        buckets.Length == 0 ? [] : [new BucketSpan(offset, (uint)buckets.Length)];

    private static CounterResetHint Hint(string value) => value switch
    {
        "unknown" => CounterResetHint.Unknown,
        "reset" => CounterResetHint.CounterReset,
        "not_reset" => CounterResetHint.NotCounterReset,
        "gauge" => CounterResetHint.Gauge,
        _ => throw new ScriptException($"bad histogram descriptor found: {QuotedText.Quote(value)}"),
    };

    private static int Integer(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ScriptException($"{value}: not an integer");

    private static double Number(string value)
    {
        var rest = value.AsSpan();
        var number = ScriptNumber.Read(ref rest, value);
        return rest.IsEmpty ? number : throw new ScriptException($"{value}: not a value");
    }

    private static double[] Numbers(string list) =>
        [.. list[1..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
}
