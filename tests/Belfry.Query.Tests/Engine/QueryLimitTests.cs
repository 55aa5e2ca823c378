using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Storage.Contracts;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class QueryLimitTests
{
    private const string TooMany = "query processing would load too many samples into memory in query execution";
    private readonly MemorySeriesSource store = new();

    public QueryLimitTests()
    {
        for (var id = 0; id < 50; id++)
        {
            var values = Enumerable.Range(0, 300).Select(index => (double)index);
            store.AddAll(Labels.From(("__name__", "x_total"), ("id", $"{id:00}")), 0, 1000, values);
        }
    }

    [Theory]
    [InlineData("x_total{id=\"07\"}", 1)]
    [InlineData("x_total{id=\"07\"}[20s]", 20)]
    [InlineData("rate(x_total{id=\"07\"}[20s])", 21)]
    [InlineData("x_total", 50)]
    public void A_query_that_holds_more_samples_than_allowed_fails(string query, int needed)
    {
        Assert.Null(Instant(query, new QueryEngineOptions { MaxSamples = needed }).Failure);
        var failure = Instant(query, new QueryEngineOptions { MaxSamples = needed - 1 }).Failure;

        Assert.Equal(QueryFailureKind.Execution, failure!.Kind);
        Assert.Equal(TooMany, failure.Message);
    }

    [Fact]
    public void A_cancelled_query_says_so()
    {
        using var engine = new QueryEngine(store, new QueryEngineOptions(), new ManualClock());
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        var request = QueryRequest.Instant("x_total", new TimestampMs(100_000));
        var failure = engine.Evaluate(request, cancelled.Token).Failure;

        Assert.Equal(QueryFailureKind.Canceled, failure!.Kind);
        Assert.Equal("query was canceled in query execution", failure.Message);
    }

    [Fact]
    public void A_query_that_takes_too_long_times_out()
    {
        var clock = new ManualClock();
        var slow = new WatchedSource(store) { BeforeRead = (_, _) => clock.Advance(TimeSpan.FromSeconds(31)) };
        using var engine = new QueryEngine(slow, new QueryEngineOptions { Timeout = TimeSpan.FromSeconds(60) }, clock);

        var failure = engine.Evaluate(
            QueryRequest.Instant("x_total", new TimestampMs(100_000)), TestContext.Current.CancellationToken).Failure;

        Assert.Equal(QueryFailureKind.Timeout, failure!.Kind);
        Assert.Equal("query timed out in query execution", failure.Message);
    }

    [Fact]
    public void Of_several_failing_series_the_first_one_is_reported_whatever_the_threads()
    {
        for (var round = 0; round < 30; round++)
        {
            var broken = new WatchedSource(store)
            {
                BeforeRead = (labels, _) =>
                {
                    if (labels.Get("id")[1] == '7')
                    {
                        throw new StorageFailureException($"damaged {labels.Get("id")}", "chunks", 0, "");
                    }
                },
            };
            using var engine = new QueryEngine(
                broken, new QueryEngineOptions { Parallelism = 4, BlockValuesMax = 1 }, new ManualClock());

            var request = Range("sum(rate(x_total[10s]))");
            var failure = engine.Evaluate(request, TestContext.Current.CancellationToken).Failure;

            Assert.Equal(QueryFailureKind.Internal, failure!.Kind);
            Assert.StartsWith("damaged 07 ", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_selector_used_twice_is_resolved_once_and_each_series_is_read_once_for_all_steps()
    {
        using var engine = new QueryEngine(store, new QueryEngineOptions(), new ManualClock());

        engine.Evaluate(Range("sum(rate(x_total[10s]))"), TestContext.Current.CancellationToken);

        Assert.Equal(50, store.ReadCount);
    }

    [Fact]
    public void Samples_are_counted_as_often_as_steps_use_them()
    {
        using var engine = new QueryEngine(store, new QueryEngineOptions(), new ManualClock());

        var result = engine.Evaluate(
            Range("max_over_time(x_total{id=\"07\"}[10s])"), TestContext.Current.CancellationToken);

        Assert.Equal(201 * 10, result.Statistics.TotalQueryableSamples);
    }

    private static QueryRequest Range(string query) => new()
    {
        Expression = query,
        Start = new TimestampMs(20_000),
        End = new TimestampMs(220_000),
        Step = TimeSpan.FromSeconds(1),
    };

    private QueryResult Instant(string query, QueryEngineOptions options)
    {
        using var engine = new QueryEngine(store, options, new ManualClock());
        return engine.Evaluate(
            QueryRequest.Instant(query, new TimestampMs(100_000)), TestContext.Current.CancellationToken);
    }
}
