using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

public sealed class NameRemovalTests
{
    private readonly MemorySeriesSource store = new();

    [Fact]
    public void Type_and_unit_go_where_the_name_goes()
    {
        store.AddAll(
            Labels.From(("__name__", "x"), ("__type__", "gauge"), ("__unit__", "s"), ("a", "1")), 0, 1000, [4]);

        Assert.Equal("{a=\"1\"}", Assert.Single(Samples("sqrt(x)")).Labels.ToString());
    }

    [Fact]
    public void Series_that_differ_only_in_their_name_become_one_where_only_one_has_a_value()
    {
        store.AddAll(Labels.From(("__name__", "x"), ("a", "1")), 0, 1000, [4, StaleMarker.Value]);
        store.AddAll(Labels.From(("__name__", "y"), ("a", "1")), 1000, 1000, [9]);

        Assert.Equal(3, Assert.Single(Samples("sqrt({a=\"1\"})")).Value);
    }

    [Fact]
    public void Series_that_differ_only_in_their_name_or_type_collide_where_both_have_a_value()
    {
        store.AddAll(Labels.From(("__name__", "x"), ("__type__", "gauge"), ("a", "1")), 0, 1000, [4, 4]);
        store.AddAll(Labels.From(("__name__", "x"), ("__type__", "counter"), ("a", "1")), 0, 1000, [9, 9]);

        Assert.Equal("vector cannot contain metrics with the same labelset", Evaluate("sqrt(x)").Failure!.Message);
    }

    [Theory]
    [InlineData("other * on (a) label_replace(x, 'a', '1', '', '')")]
    [InlineData("label_replace(x, 'a', '1', '', '') and on (a) other")]
    [InlineData("other unless on (a) sqrt({a=~'2|3'})")]
    public void Series_that_collide_are_an_error_also_where_they_find_no_partner(string query)
    {
        store.AddAll(Labels.From(("__name__", "x"), ("a", "2")), 0, 1000, [4, 4]);
        store.AddAll(Labels.From(("__name__", "x"), ("a", "3")), 0, 1000, [9, 9]);
        store.AddAll(Labels.From(("__name__", "y"), ("a", "3")), 0, 1000, [9, 9]);
        store.AddAll(Labels.From(("__name__", "other"), ("a", "9")), 0, 1000, [1, 1]);

        Assert.Equal("vector cannot contain metrics with the same labelset", Evaluate(query).Failure!.Message);
    }

    [Fact]
    public void A_NaN_among_the_samples_makes_their_median_deviation_NaN()
    {
        store.AddAll(Labels.From(("__name__", "x")), 0, 100, [1, 2, StaleMarker.NormalNaN, 4]);

        Assert.Equal(double.NaN, Assert.Single(Samples("mad_over_time(x[5s])")).Value);
    }

    private QueryResult Evaluate(string query)
    {
        using var engine = new QueryEngine(
            store, new QueryEngineOptions { Features = PromQLFeatures.All }, new ManualClock());
        return engine.Evaluate(
            QueryRequest.Instant(query, new TimestampMs(1000)), TestContext.Current.CancellationToken);
    }

    private IReadOnlyList<VectorSample> Samples(string query)
    {
        var result = Evaluate(query);
        Assert.Null(result.Failure);
        return Assert.IsType<VectorValue>(result.Value).Samples;
    }
}
