using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class QueryEngineTests
{
    private readonly MemorySeriesSource store = new();

    [Fact]
    public void The_rate_of_a_counter_is_extrapolated_to_the_range()
    {
        foreach (var (job, growth) in new[] { ("a", 30.0), ("b", 15.0) })
        {
            var values = Enumerable.Range(0, 41).Select(index => index * growth);
            store.AddAll(Labels.From(("__name__", "x_total"), ("job", job)), 0, 15_000, values);
        }

        var answer = Instant("sum(rate(x_total[5m]))", 600_000);

        Assert.Equal(3, Assert.Single(answer.Samples).Value, 1e-9);
    }

    [Fact]
    public void A_stale_marker_ends_lookback()
    {
        var labels = Labels.From(("__name__", "up"), ("job", "a"));
        store.AddAll(labels, 0, 15_000, [1, 1, StaleMarker.Value]);

        Assert.Single(Instant("up", 29_999).Samples);
        Assert.Empty(Instant("up", 30_000).Samples);
    }

    [Fact]
    public void Lookback_is_open_on_the_left()
    {
        store.AddAll(Labels.From(("__name__", "up")), 0, 15_000, [1]);

        Assert.Single(Instant("up", 299_999).Samples);
        Assert.Empty(Instant("up", 300_000).Samples);
    }

    [Fact]
    public void Values_are_counted_over_a_label_that_is_left_out()
    {
        foreach (var (id, value) in new[] { ("1", 4.0), ("2", 4.0), ("3", 5.0) })
        {
            store.AddAll(Labels.From(("__name__", "x"), ("id", id), ("job", "a")), 0, 1000, [value]);
        }

        var counted = Instant("count_values without (id) ('id', x)", 500).Samples;
        Assert.Equal("{job=\"a\"} 3", $"{Assert.Single(counted).Labels} {counted[0].Value}");
        Assert.Equal(2, Instant("count_values without (job) ('id', x)", 500).Samples.Count);
        Assert.Equal(2, Instant("count_values by (id) ('id', x)", 500).Samples.Count);
    }

    [Fact]
    public void A_query_that_does_not_parse_says_where()
    {
        var result = Engine().Evaluate(QueryRequest.Instant("sum(", default), TestContext.Current.CancellationToken);

        Assert.Equal(QueryFailureKind.BadData, result.Failure!.Kind);
        Assert.Equal("1:5: parse error: unclosed left parenthesis", result.Failure.Message);
    }

    private QueryEngine Engine() => new(store, new QueryEngineOptions(), new ManualClock());

    private VectorValue Instant(string query, long timeMs)
    {
        using var engine = Engine();
        var result = engine.Evaluate(
            QueryRequest.Instant(query, new TimestampMs(timeMs)), TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        return Assert.IsType<VectorValue>(result.Value);
    }
}
