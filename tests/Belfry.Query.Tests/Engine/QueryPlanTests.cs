using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class QueryPlanTests
{
    private readonly MemorySeriesSource store = new();

    public QueryPlanTests()
    {
        for (var id = 0; id < 4; id++)
        {
            var labels = Labels.From(("__name__", "x_total"), ("id", $"{id}"));
            store.AddAll(labels, 0, 10_000, Enumerable.Range(0, 100).Select(index => (double)index));
        }
    }

    [Fact]
    public void A_plan_says_for_each_part_what_it_gave_and_read()
    {
        var plan = Explain("sum(rate(x_total{id=~\"[0-2]\"}[1m])) + on () vector(1)", range: true).Plan!;

        Assert.Equal(("operator +", 1L), (plan.Operator, plan.Series!.Value));
        Assert.Equal(["aggregation sum", "function vector"], plan.Children.Select(child => child.Operator));
        var rate = Assert.Single(plan.Children[0].Children);
        Assert.Equal(("function rate", 3L, 3 * 11L), (rate.Operator, rate.Series!.Value, rate.Values!.Value));
        var selector = Assert.Single(rate.Children);
        Assert.Equal(("range selector", "x_total{id=~\"[0-2]\"}[1m]"), (selector.Operator, selector.Expression));
        Assert.Equal((9, 33), (selector.Start, selector.End));

        // From 510 s through 980 s.
        Assert.Equal((3L, 3 * 48L), (selector.StoredSeries!.Value, selector.StoredSamples!.Value));
        Assert.Equal(16 * 3 * 48L, selector.DecodedBytes);
        Assert.Null(rate.StoredSamples);
    }

    [Fact]
    public void A_selector_used_twice_is_charged_where_it_stands()
    {
        var plan = Explain("x_total - x_total", range: false).Plan!;

        Assert.Equal([4L, 4L], plan.Children.Select(child => child.StoredSeries!.Value));
        Assert.Equal([(0, 7), (10, 17)], plan.Children.Select(child => (child.Start, child.End)));
    }

    [Fact]
    public void Own_time_is_what_the_children_leave()
    {
        var plan = Explain("sum(rate(x_total[1m]))", range: true).Plan!;

        Assert.Equal(plan.Elapsed, plan.Own + plan.Children[0].Elapsed);
    }

    [Fact]
    public void A_query_that_is_not_to_be_explained_has_no_plan()
    {
        using var engine = new QueryEngine(store, new QueryEngineOptions(), new ManualClock());

        var result = engine.Evaluate(
            QueryRequest.Instant("x_total", new TimestampMs(0)), TestContext.Current.CancellationToken);

        Assert.Null(result.Plan);
    }

    [Fact]
    public void A_query_that_fails_is_explained_as_far_as_it_came()
    {
        var result = Explain("x_total + on () x_total", range: false);

        Assert.NotNull(result.Failure);
        Assert.Equal("operator +", result.Plan!.Operator);
    }

    [Fact]
    public void Long_parts_are_shown_by_their_beginning()
    {
        var plan = Explain("x_total + " + string.Join(" + ", Enumerable.Repeat("x_total", 100)), range: false).Plan!;

        Assert.EndsWith("…", plan.Expression, StringComparison.Ordinal);
        Assert.Equal(201, plan.Expression.Length);
    }

    public static TheoryData<string> Texts => [.. Queries.All];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Explaining_changes_no_answer(string query)
    {
        var samples = SampleStore.Make(new Seed(11));
        using var engine = new QueryEngine(
            samples, new QueryEngineOptions { Features = PromQLFeatures.All }, new ManualClock());
        var request = new QueryRequest
        {
            Expression = query,
            Start = new TimestampMs(0),
            End = new TimestampMs(1_000_000),
            Step = TimeSpan.FromSeconds(50),
        };

        var plain = engine.Evaluate(request, TestContext.Current.CancellationToken);
        var explained = engine.Evaluate(request with { Explains = true }, TestContext.Current.CancellationToken);

        Assert.Equal(Show(plain), Show(explained));
        Assert.Equal(plain.Statistics.TotalQueryableSamples, explained.Statistics.TotalQueryableSamples);
        Assert.NotNull(explained.Plan);
    }

    private QueryResult Explain(string query, bool range)
    {
        using var engine = new QueryEngine(store, new QueryEngineOptions(), new ManualClock());
        var request = new QueryRequest
        {
            Expression = query,
            Start = new TimestampMs(560_000),
            End = new TimestampMs(range ? 980_000 : 560_000),
            Step = TimeSpan.FromSeconds(range ? 42 : 0),
            Explains = true,
        };
        return engine.Evaluate(request, TestContext.Current.CancellationToken);
    }

    private static string Show(QueryResult result) => string.Join(
        '\n',
        ((MatrixValue)result.Value!).Series.Select(
            series => $"{series.Labels} {string.Join(' ', series.TimestampsMs.ToArray())} "
                + string.Join(' ', series.Values.ToArray())));
}
