using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Testing;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

/// <summary>
/// The engine against functions written again in the simplest way, sample by sample and step by step, straight from
/// their definitions.
/// </summary>
public sealed class NaiveOracleTests
{
    private const long RangeMs = 120_000;
    private readonly Seed seed = new(7);

    public static TheoryData<string> Functions =>
    [
        "rate", "increase", "delta", "irate", "idelta", "sum_over_time", "avg_over_time", "min_over_time",
        "max_over_time", "count_over_time", "last_over_time", "first_over_time", "changes", "resets",
        "stdvar_over_time",
    ];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_of_ranges_agrees_with_its_definition(string function)
    {
        for (var round = 0; round < 20; round++)
        {
            var samples = MakeSamples();
            var store = new MemorySeriesSource();
            samples.ForEach(sample => store.Add(Labels.From(("__name__", "m_total")), sample.Timestamp, sample.Value));
            var points = Query(store, $"{function}(m_total[2m])");
            for (var time = 0L; time <= 600_000; time += 7_000)
            {
                var window = samples.Where(sample => sample.Timestamp.Value > time - RangeMs
                    && sample.Timestamp.Value <= time && !StaleMarker.IsStale(sample.Value)).ToList();
                var expected = Naive(function, window, time);
                Assert.Equal(expected is not null, points.ContainsKey(time));
                if (expected is { } number)
                {
                    Assert.True(
                        IsClose(number, points[time]), $"{seed}: {function} at {time}: {number}, {points[time]}");
                }
            }
        }
    }

    private static bool IsClose(double left, double right) =>
        left.Equals(right) || Math.Abs(left - right) <= 1e-9 * Math.Max(Math.Abs(left), Math.Abs(right));

    private List<Sample> MakeSamples()
    {
        var samples = new List<Sample>();
        var time = 0L;
        while (time < 600_000)
        {
            time += seed.Random.Next(1, 40_000);
            var value = seed.Random.Next(12) switch
            {
                0 => StaleMarker.Value,
                1 => 0,
                _ => Math.Round(seed.Random.NextDouble() * 50),
            };
            samples.Add(new Sample(new TimestampMs(time), value));
        }

        return samples;
    }

    private static Dictionary<long, double> Query(MemorySeriesSource store, string query)
    {
        using var engine = new QueryEngine(store, new QueryEngineOptions(), new ManualClock());
        var result = engine.Evaluate(
            new QueryRequest
            {
                Expression = query,
                Start = new TimestampMs(0),
                End = new TimestampMs(600_000),
                Step = TimeSpan.FromSeconds(7),
            },
            TestContext.Current.CancellationToken);
        var points = new Dictionary<long, double>();
        foreach (var series in Assert.IsType<MatrixValue>(result.Value).Series)
        {
            for (var index = 0; index < series.Values.Length; index++)
            {
                points.Add(series.TimestampsMs.Span[index], series.Values.Span[index]);
            }
        }

        return points;
    }

    private static double? Naive(string function, List<Sample> window, long time)
    {
        if (window.Count == 0)
        {
            return null;
        }

        var values = window.Select(sample => sample.Value).ToList();
        var pairs = values.Zip(values.Skip(1)).ToList();
        return function switch
        {
            "sum_over_time" => values.Sum(),
            "avg_over_time" => values.Average(),
            "min_over_time" => values.Min(),
            "max_over_time" => values.Max(),
            "count_over_time" => values.Count,
            "last_over_time" => values[^1],
            "first_over_time" => values[0],
            "changes" => pairs.Count(pair => pair.First != pair.Second),
            "resets" => pairs.Count(pair => pair.Second < pair.First),
            "stdvar_over_time" => values.Sum(value => Math.Pow(value - values.Average(), 2)) / values.Count,
            _ when window.Count < 2 => null,
            "idelta" => values[^1] - values[^2],
            "irate" => (values[^1] < values[^2] ? values[^1] : values[^1] - values[^2])
                / Seconds(window[^1].Timestamp.Value - window[^2].Timestamp.Value),
            _ => Extrapolated(function, window, pairs, time),
        };
    }

    private static double Seconds(long ms) => ms / 1000.0;

    private static double Extrapolated(
        string function, List<Sample> window, List<(double First, double Second)> pairs, long time)
    {
        var isCounter = function != "delta";
        var change = window[^1].Value - window[0].Value;
        change += isCounter ? pairs.Where(pair => pair.Second < pair.First).Sum(pair => pair.First) : 0;
        var sampled = Seconds(window[^1].Timestamp.Value - window[0].Timestamp.Value);
        var average = sampled / (window.Count - 1);
        var before = Seconds(window[0].Timestamp.Value - (time - RangeMs));
        var after = Seconds(time - window[^1].Timestamp.Value);
        before = before >= average * 1.1 ? average / 2 : before;
        after = after >= average * 1.1 ? average / 2 : after;
        if (isCounter && change > 0)
        {
            before = Math.Min(before, sampled * window[0].Value / change);
        }

        var result = change * (sampled + before + after) / sampled;
        return function == "rate" ? result / Seconds(RangeMs) : result;
    }
}
