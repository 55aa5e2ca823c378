using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Storage.Contracts;
using Belfry.Testing;
using Belfry.Testing.PromQL;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>
/// Random questions whose ranges end with windows, asked of tiers and of raw samples: docs/using/tiers.md says which
/// answers are the same, and which but for the order of additions.
/// </summary>
public sealed class TierAgreementTests(ITestOutputHelper output)
{
    private const int QuestionCount = 400;
    private const long MinuteMs = 60_000;

    // Of counters that are reset at most once in a window, as all but the odd ones are.
    private static readonly string[] OfCounters = ["rate", "increase"];

    private static readonly string[] Exact =
    [
        "delta", "changes", "resets", "min_over_time", "max_over_time", "count_over_time",
        "last_over_time", "first_over_time", "present_over_time", "absent_over_time", "ts_of_first_over_time",
        "ts_of_last_over_time",
    ];

    private static readonly string[] Rounded = ["sum_over_time", "avg_over_time"];

    private readonly Seed seed = new(1);

    [Fact]
    public void Where_ranges_end_with_windows_tiers_answer_as_raw_samples_do()
    {
        var random = seed.Random;
        var material = QueryMaterial.Make(random, withHistograms: true);
        using var plain = Layout.Plain.Make(material, random);
        using var tiered = Layout.Tiered.Make(material, random);
        using var raw = Engine(plain);
        using var engine = Engine(tiered);
        var fromTiers = 0;
        for (var number = 0; number < QuestionCount; number++)
        {
            var (isRounded, isOfCounter) = (random.Next(5) == 0, random.Next(5) == 0);
            var functions = isRounded ? Rounded : isOfCounter ? OfCounters : Exact;
            var question = Next(random, functions, hasOdd: !isRounded && !isOfCounter, out var minutes);
            var expected = raw.Evaluate(question, CancellationToken.None);
            var found = engine.Evaluate(question, CancellationToken.None);
            var where = $"{seed}: {question.Expression} from {question.Start.Value} every {minutes}m";
            Assert.DoesNotContain(found.Infos, info => info.Contains("approximate", StringComparison.Ordinal));
            fromTiers += found.Infos.Any(info => info.StartsWith("Belfry info", StringComparison.Ordinal)) ? 1 : 0;
            var difference = isRounded ? Distance(expected, found) : AnswerText.Difference(Text(expected), Text(found));
            Assert.True(difference is null, $"{where}\n{difference}");
        }

        output.WriteLine($"{fromTiers} of {QuestionCount} answers came from tiers");
        Assert.True(fromTiers > QuestionCount / 4, $"only {fromTiers} answers came from tiers");
    }

    private static QueryEngine Engine(ISeriesSource store) => new(
        store, new QueryEngineOptions { Features = PromQLFeatures.All, Parallelism = 1 }, new ManualClock());

    private static QueryRequest Next(Random random, string[] functions, bool hasOdd, out int minutes)
    {
        var metrics = QueryMaterial.Metrics.Where(metric => metric.Nature != MetricNature.Histograms
            && (hasOdd || metric.Nature != MetricNature.Odd)).ToList();
        var metric = metrics[random.Next(metrics.Count)].Name;
        minutes = random.Next(3) == 0 ? 6 : random.Next(1, 13);
        var range = minutes * random.Next(1, 5);
        var offset = random.Next(4) == 0 ? $" offset {minutes}m" : "";
        var query = $"{functions[random.Next(functions.Length)]}({metric}[{range}m]{offset})";
        query = random.Next(3) == 0 && !query.StartsWith("absent", StringComparison.Ordinal) ? $"max by (job) ({query})"
            : random.Next(8) == 0 ? metric : query;
        var startMs = QueryMaterial.StartMs + (minutes * MinuteMs * random.Next(0, 60 / minutes));
        return new QueryRequest
        {
            Expression = query,
            Start = new TimestampMs(startMs),
            End = new TimestampMs(startMs + (minutes * MinuteMs * random.Next(2, 30))),
            Step = TimeSpan.FromMinutes(minutes),
        };
    }

    private static string Text(QueryResult result) => AnswerText.Of(result with
    {
        Infos = [.. result.Infos.Where(info => !info.StartsWith("Belfry info", StringComparison.Ordinal))],
    });

    // The first point that is not there on both sides, or differs by more than additions in another order explain.
    private static string? Distance(QueryResult expected, QueryResult found)
    {
        var (left, right) = (((MatrixValue)expected.Value!).Series, ((MatrixValue)found.Value!).Series);
        if (left.Count != right.Count)
        {
            return $"{left.Count} series are {right.Count}";
        }

        foreach (var (one, other) in left.Zip(right))
        {
            if (one.Labels != other.Labels || !one.TimestampsMs.Span.SequenceEqual(other.TimestampsMs.Span))
            {
                return $"{one.Labels} is {other.Labels}, or has other points";
            }

            for (var index = 0; index < one.Values.Length; index++)
            {
                var (value, near) = (one.Values.Span[index], other.Values.Span[index]);
                var isNear = value.Equals(near)
                    || Math.Abs(value - near) <= 1e-12 * Math.Max(1, Math.Max(Math.Abs(value), Math.Abs(near)));
                if (!isNear)
                {
                    return $"{one.Labels} {one.TimestampsMs.Span[index]}: {value:R} is {near:R}";
                }
            }
        }

        return null;
    }
}
