using System.Diagnostics;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Testing.Disk;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Tsdb.Tests.Answers;

/// <summary>Figures, not checks; see <see cref="Measurements"/> for how to run them.</summary>
public sealed class ReuseMeasurements(ITestOutputHelper output)
{
    private const int SeriesCount = 5_000;
    private const int ScrapeCount = 6 * 240;
    private const int Rounds = 9;
    private const long StepMs = 15_000;

    [Fact(Explicit = true)]
    public void A_dashboard_that_is_refreshed()
    {
        using var store = StoreFixture.Open(new MemoryDirectory());
        var labels = Enumerable.Range(0, SeriesCount)
            .Select(id => StoreFixture.Series($"__name__=x_total,id={id},job=j{id % 20}")).ToArray();
        var scrape = 0;
        for (; scrape < ScrapeCount; scrape++)
        {
            Write(store, labels, scrape);
        }

        foreach (var query in new[] { "sum by (job) (rate(x_total[5m]))", "x_total{job=\"j1\"}" })
        {
            using var warm = Engine(store, 64 << 20);
            using var cold = Engine(store, 0);
            var (coldMs, warmMs, reused) = (new List<double>(), new List<double>(), 0);
            for (var round = 0; round < Rounds; round++)
            {
                Write(store, labels, scrape++);
                coldMs.Add(Time(cold, query, scrape, out _));
                warmMs.Add(Time(warm, query, scrape, out reused));
            }

            output.WriteLine(
                $"{query}, {SeriesCount} series, 960 steps: cold {Median(coldMs):F1} ms, one scrape later "
                + $"{Median(warmMs):F1} ms with {reused} steps reused");
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static QueryEngine Engine(TimeSeriesStore store, long reuseBytesMax) => new(
        store, new QueryEngineOptions { ReuseBytesMax = reuseBytesMax, Parallelism = 1 }, new ManualClock());

    private static double Time(QueryEngine engine, string query, int scrapes, out int reused)
    {
        var request = new QueryRequest
        {
            Expression = query,
            Start = new TimestampMs((scrapes - 960) * StepMs),
            End = new TimestampMs((scrapes - 1) * StepMs),
            Step = TimeSpan.FromMilliseconds(StepMs),
        };
        var began = Stopwatch.GetTimestamp();
        reused = engine.Evaluate(request, CancellationToken.None).Statistics.StepsReused;
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static void Write(TimeSeriesStore store, Labels[] labels, int scrape)
    {
        using var appender = store.Appender();
        foreach (var one in labels)
        {
            appender.Append(one, scrape * StepMs, scrape);
        }

        appender.Commit();
    }
}
