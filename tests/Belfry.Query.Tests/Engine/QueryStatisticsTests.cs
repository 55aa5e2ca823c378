using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class QueryStatisticsTests
{
    private readonly MemorySeriesSource store = new();

    public QueryStatisticsTests()
    {
        for (var id = 0; id < 20; id++)
        {
            var values = Enumerable.Range(0, 60).Select(index => (double)index);
            store.AddAll(Labels.From(("__name__", "x_total"), ("id", $"{id:00}")), 0, 10_000, values);
        }

        store.AddAll(Labels.From(("__name__", "y"), ("id", "03")), 0, 10_000, [1, 2, 3]);
        store.AddAll(Labels.From(("__name__", "v")), 100_000, 10_000, [1, StaleMarker.Value]);
        store.AddAll(Labels.From(("__name__", "w")), 100_000, 10_000, [1, 2, 3]);
    }

    [Theory]

    // Both sides are held, and each step's vectors besides, though only one pair is computed: 20 + 1 + 1 of a step, and
    // the result.
    [InlineData("x_total * on (id) y", 21, 21 + 21 + 1)]
    [InlineData("x_total and on (id) y", 21, 21 + 21 + 1)]
    [InlineData("y unless on (id) x_total", 21, 21 + 21)]

    // Two series that lose their names become one row, which is computed twice; it is counted once.
    [InlineData("-{__name__=~\"v|w\"}", 1, 1)]
    [InlineData("topk(2, x_total)", 20, 1 + 20)]
    [InlineData("sum(x_total)", 20, 20)]
    [InlineData("count_values(\"v\", x_total)", 20, 20 + 20 + 1)]
    [InlineData("scalar(y) + 1", 1, 1 + 1 + 2 + 1)]
    [InlineData("quantile_over_time(0.5, x_total[30s])", 60, 1 + 20 + 3)]
    [InlineData("absent(x_total)", 20, 20 + 20)]
    [InlineData("label_replace(x_total, \"a\", \"b\", \"\", \"\")", 20, 20)]
    [InlineData("timestamp(x_total)", 20, 20 + 20)]
    public void Samples_are_counted_as_Prometheus_holds_them(string query, long used, long peak)
    {
        var statistics = Ask(query, new QueryEngineOptions(), StatisticsDetail.Exact).Statistics;

        Assert.Equal((used, used, peak), (
            statistics.TotalQueryableSamples, statistics.SamplesRead, statistics.PeakSamples));
    }

    [Fact]
    public void Series_that_become_one_row_are_read_once()
    {
        Ask("-{__name__=~\"v|w\"}", new QueryEngineOptions(), StatisticsDetail.Estimates);

        Assert.Equal(2, store.ReadCount);
    }

    [Fact]
    public void Samples_of_overlapping_ranges_are_read_once()
    {
        var result = Ask("rate(x_total{id=\"07\"}[1m])", Options, StatisticsDetail.PerStep, steps: 3, stepMs: 20_000);

        Assert.Equal([6, 6, 6], Counts(result.Statistics.TotalQueryableSamplesPerStep));
        Assert.Equal([6, 2, 2], Counts(result.Statistics.SamplesReadPerStep));
        Assert.Equal((18, 10), (result.Statistics.TotalQueryableSamples, result.Statistics.SamplesRead));
        Assert.Equal(140_000, result.Statistics.SamplesReadPerStep![1].Timestamp.Value);
    }

    [Fact]
    public void Steps_are_counted_only_where_they_are_asked_for_and_allowed()
    {
        Assert.Null(Ask("x_total", Options, StatisticsDetail.Exact).Statistics.TotalQueryableSamplesPerStep);
        var refused = Ask("x_total", new QueryEngineOptions(), StatisticsDetail.PerStep).Statistics;

        Assert.Null(refused.TotalQueryableSamplesPerStep);
        Assert.Null(refused.SamplesReadPerStep);
        Assert.Equal(20, refused.TotalQueryableSamples);
    }

    [Fact]
    public void Counting_changes_neither_answers_nor_remarks()
    {
        const string query = "histogram_quantile(2, x_total) or rate(y[30s]) and on (id) x_total{id=\"04\"}";
        var plain = Ask(query, Options, StatisticsDetail.Estimates, steps: 3, stepMs: 20_000);
        var counted = Ask(query, Options, StatisticsDetail.PerStep, steps: 3, stepMs: 20_000);

        Assert.Equal(plain.Warnings, counted.Warnings);
        Assert.Equal(plain.Infos, counted.Infos);
        Assert.Equal(((MatrixValue)plain.Value!).Series.Count, ((MatrixValue)counted.Value!).Series.Count);
    }

    [Theory]
    [InlineData("sum(rate(x_total[1m]))", 6 + 1)]
    [InlineData("sum(rate(x_total[1m]) * 2)", 6 + 1)]
    [InlineData("sum(max_over_time(x_total[1m:10s]))", 6 + 1)]
    [InlineData("topk(1, x_total)", 1 + 20)]
    [InlineData("sum(x_total + on (id) x_total)", 20 + 20 + 40)]
    public void What_streams_into_an_aggregation_is_not_limited(string query, long needed)
    {
        Assert.Null(Ask(query, new QueryEngineOptions { MaxSamples = needed }, StatisticsDetail.Estimates).Failure);
        Assert.NotNull(Ask(query, new QueryEngineOptions { MaxSamples = 0 }, StatisticsDetail.Estimates).Failure);
        Assert.True(Ask(query, new QueryEngineOptions(), StatisticsDetail.Exact).Statistics.PeakSamples >= needed);
    }

    [Theory]
    [InlineData("x_total", 20)]
    [InlineData("x_total * on (id) y", 43)]
    [InlineData("rate(x_total[1m:10s])", 120 + 6 + 20)]
    [InlineData("topk(1, x_total)", 21)]
    public void The_limit_is_Prometheus_s_to_the_sample_whether_or_not_statistics_are_asked_for(string query, long needed)
    {
        foreach (var detail in Enum.GetValues<StatisticsDetail>())
        {
            Assert.Null(Ask(query, new QueryEngineOptions { MaxSamples = needed }, detail).Failure);
            Assert.Equal(
                "query processing would load too many samples into memory in query execution",
                Ask(query, new QueryEngineOptions { MaxSamples = needed - 1 }, detail).Failure!.Message);
        }
    }

    private static QueryEngineOptions Options => new() { PerStepStatistics = true };

    private static long[] Counts(IReadOnlyList<StepSamples>? steps) => [.. steps!.Select(step => step.Samples)];

    private QueryResult Ask(
        string query, QueryEngineOptions options, StatisticsDetail detail, int steps = 1, long stepMs = 0)
    {
        using var engine = new QueryEngine(store, options, new ManualClock());
        var request = new QueryRequest
        {
            Expression = query,
            Start = new TimestampMs(120_000),
            End = new TimestampMs(120_000 + ((steps - 1) * stepMs)),
            Step = TimeSpan.FromMilliseconds(stepMs),
            Statistics = detail,
        };
        return engine.Evaluate(request, TestContext.Current.CancellationToken);
    }
}
