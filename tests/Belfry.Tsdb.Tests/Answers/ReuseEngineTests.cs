using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Testing.Disk;
using Belfry.Testing.Metrics;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Tsdb.Tests.Answers;

public sealed class ReuseEngineTests : IDisposable
{
    private const long StepMs = 15_000;

    private readonly TimeSeriesStore store = StoreFixture.Open(
        new MemoryDirectory(), StoreFixture.Manual with { OutOfOrderWindow = TimeSpan.FromHours(1) });

    private readonly WatchedSource source;
    private long nowMs;

    public ReuseEngineTests()
    {
        source = new WatchedSource(store);
        Advance(120);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public void Only_what_is_new_is_computed()
    {
        using var engine = Engine();
        Ask(engine, "sum(rate(x_total[1m]))", 100);
        Advance(4);
        var second = Ask(engine, "sum(rate(x_total[1m]))", 100);

        // The minute that was not over, and the minute that ranges reach behind it.
        Assert.InRange(second.Statistics.StepsReused, 100 - 4 - 8, 100 - 4);
        Assert.Equal(100, second.Statistics.Steps);
        Assert.True(second.Statistics.TotalQueryableSamples < 3 * 5 * 13);
        var metrics = CollectedMetrics.Of(engine);
        Assert.Equal(1, metrics["belfry_query_reuse_queries_total{steps=\"none\"}"]);
        Assert.Equal(1, metrics["belfry_query_reuse_queries_total{steps=\"some\"}"]);
        Assert.Equal(second.Statistics.StepsReused, metrics["belfry_query_reuse_steps_total"]);
        Assert.InRange(metrics["belfry_query_reuse_bytes"], 100 * 16, 100 * 16 + 1000);
    }

    [Fact]
    public void The_same_question_again_computes_nothing()
    {
        using var engine = Engine();
        var first = Ask(engine, "x_total * 2", 50);
        var second = Ask(engine, "x_total * 2", 50);

        Assert.Equal((50, 0L), (second.Statistics.StepsReused, second.Statistics.TotalQueryableSamples));
        Assert.Equal(AnswerText.Of(first), AnswerText.Of(second));
        Assert.Equal(1, CollectedMetrics.Of(engine)["belfry_query_reuse_queries_total{steps=\"all\"}"]);
    }

    [Fact]
    public void Moved_and_zoomed_graphs_use_what_they_have_in_common()
    {
        using var engine = Engine();
        Ask(engine, "x_total", 60, ago: 20);

        Assert.Equal(60, Ask(engine, "x_total", 100, ago: 0).Statistics.StepsReused);
        Assert.Equal(30, Ask(engine, "x_total", 30, ago: 40).Statistics.StepsReused);
        Assert.Equal(100, Ask(engine, "x_total", 110, ago: 0).Statistics.StepsReused);
    }

    [Theory]
    [InlineData("x_total @ start()")]
    [InlineData("x_total * range()")]
    [InlineData("max_over_time(x_total[step() * 2])")]
    [InlineData("info(x_total)")]
    [InlineData("rate(gauge[1m])")]
    public void What_depends_on_more_than_samples_near_a_step_is_computed_anew(string query)
    {
        using var engine = Engine();
        Ask(engine, query, 50);

        Assert.Equal(0, Ask(engine, query, 50).Statistics.StepsReused);
        Assert.Equal(0, CollectedMetrics.Of(engine)["belfry_query_reuse_answers"]);
    }

    [Fact]
    public void Who_wants_nothing_of_it_gets_nothing()
    {
        using var without = Engine(reuseBytesMax: 0);
        Ask(without, "x_total", 50);
        Assert.Equal(0, Ask(without, "x_total", 50).Statistics.StepsReused);

        using var engine = Engine();
        Ask(engine, "x_total", 50);
        Assert.Equal(0, Ask(engine, "x_total", 50, reuses: false).Statistics.StepsReused);
        Assert.Equal(50, Ask(engine, "x_total", 50).Statistics.StepsReused);
    }

    [Fact]
    public void Memory_has_a_bound_and_what_was_not_asked_for_longest_goes_first()
    {
        using var engine = Engine(reuseBytesMax: 25_000);
        for (var number = 0; number < 8; number++)
        {
            Ask(engine, $"x_total + {number}", 100);
            Ask(engine, "x_total + 0", 100);
        }

        var metrics = CollectedMetrics.Of(engine);
        Assert.InRange(metrics["belfry_query_reuse_bytes"], 15_000, 25_000);
        Assert.True(metrics["belfry_query_reuse_evictions_total"] > 0);
        Assert.Equal(100, Ask(engine, "x_total + 0", 100).Statistics.StepsReused);
        Assert.Equal(0, Ask(engine, "x_total + 1", 100).Statistics.StepsReused);
    }

    [Fact]
    public void An_answer_that_is_too_large_is_not_kept()
    {
        using var engine = Engine(reuseBytesMax: 10_000);
        Ask(engine, "x_total", 100);

        Assert.Equal(0, Ask(engine, "x_total", 100).Statistics.StepsReused);
    }

    // The version is taken before the view is.
    [Fact]
    public void A_sample_that_comes_while_a_query_runs_is_in_the_next_answer()
    {
        using var engine = Engine();
        source.AfterNextRead = () => StoreFixture.Write(store, Series(0), nowMs - (20 * StepMs) - 5000, 77);
        Ask(engine, "count_over_time(x_total[10s])", 50);

        AssertCold(engine, "count_over_time(x_total[10s])");
    }

    // What is taken over is looked at once more in the end.
    [Fact]
    public void A_sample_that_comes_while_the_newest_steps_are_computed_is_in_all_of_them()
    {
        using var engine = Engine();
        Ask(engine, "count_over_time(x_total[10s])", 50);
        Advance(2);
        source.AfterNextRead = () => StoreFixture.Write(store, Series(0), nowMs - (20 * StepMs) - 5000, 77);

        AssertCold(engine, "count_over_time(x_total[10s])");
    }

    private static Labels Series(int id) => Labels.From(("__name__", "x_total"), ("id", $"{id}"));

    private static QueryResult Ask(QueryEngine engine, QueryRequest request)
    {
        var result = engine.Evaluate(request, CancellationToken.None);
        Assert.True(result.Failure is null, result.Failure?.Message);
        return result;
    }

    private void AssertCold(QueryEngine engine, string query)
    {
        var warm = AnswerText.Of(Ask(engine, query, 50));
        using var cold = Engine(reuseBytesMax: 0);
        Assert.Equal(AnswerText.Of(Ask(cold, query, 50)), warm);
    }

    private QueryResult Ask(QueryEngine engine, string query, int steps, int ago = 0, bool reuses = true)
    {
        var endMs = (nowMs / StepMs * StepMs) - (ago * StepMs);
        return Ask(engine, new QueryRequest
        {
            Expression = query,
            Start = new TimestampMs(endMs - ((steps - 1) * StepMs)),
            End = new TimestampMs(endMs),
            Step = TimeSpan.FromMilliseconds(StepMs),
            Reuses = reuses,
        });
    }

    private QueryEngine Engine(long reuseBytesMax = 1 << 20) => new(
        source,
        new QueryEngineOptions
        {
            ReuseBytesMax = reuseBytesMax,
            Parallelism = 1,
            Features = Query.PromQL.PromQLFeatures.All,
        },
        new ManualClock());

    private void Advance(int scrapes)
    {
        for (var scrape = 0; scrape < scrapes; scrape++)
        {
            nowMs += StepMs;
            using var appender = store.Appender();
            for (var id = 0; id < 3; id++)
            {
                appender.Append(Series(id), nowMs, nowMs / 1000.0);
            }

            appender.Append(Labels.From(("__name__", "gauge")), nowMs, nowMs % 7);
            appender.Commit();
        }
    }
}
