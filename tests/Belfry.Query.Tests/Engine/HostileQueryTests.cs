using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

/// <summary>Queries that are meant to hurt: each ends with a clear error, whatever it asks for.</summary>
public sealed class HostileQueryTests
{
    private readonly MemorySeriesSource store = new();

    public HostileQueryTests()
    {
        for (var id = 0; id < 100; id++)
        {
            store.AddAll(
                Labels.From(("__name__", "m"), ("id", $"{id}"), ("long", new string('a', 200))),
                0,
                1000,
                Enumerable.Range(0, 1000).Select(index => (double)index));
        }
    }

    [Fact]
    public void More_than_a_megabyte_of_text_is_refused_before_it_is_read()
    {
        var failure = Evaluate("m" + new string(' ', PromQLParser.LengthBytesMax)).Failure!;

        Assert.Equal(QueryFailureKind.BadData, failure.Kind);
        Assert.EndsWith("query is longer than 1 MiB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", "m", ")")]
    [InlineData("-", "m", "")]
    [InlineData("abs(", "m", ")")]
    [InlineData("sum(", "m", ")")]
    [InlineData("", "m", "[1m:1s]")]
    [InlineData("m + ", "m", "")]
    [InlineData("2 ^ ", "m", "")]
    public void Nesting_of_ten_thousand_is_refused(string open, string inner, string close)
    {
        var query = Repeat(open, 10_000) + inner + Repeat(close, 10_000);

        var failure = Evaluate(query).Failure!;

        Assert.Equal(QueryFailureKind.BadData, failure.Kind);
        Assert.Contains("parse error: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_as_deep_as_allowed_is_evaluated() =>
        Assert.Null(Evaluate("m" + Repeat(" + m", PromQLParser.DepthMax / 2), explains: true).Failure);

    [Fact]
    public void A_megabyte_of_alternatives_is_answered()
    {
        var alternatives = string.Join('|', Enumerable.Range(0, 100_000).Select(index => $"v{index}x"));

        Assert.Null(Evaluate($"m{{id=~\"{alternatives}\"}}").Failure);
    }

    [Theory]
    [InlineData("(a+)+b")]
    [InlineData("(a|aa)+b")]
    [InlineData("(.*a){20}b")]
    [InlineData(".*.*.*.*.*.*.*.*.*.*.*.*b")]
    public void An_expression_that_makes_others_backtrack_is_answered(string pattern) =>
        Assert.Null(Evaluate($"m{{long=~\"{pattern}\"}}").Failure);

    [Theory]
    [InlineData("((a{1000}){1000}){1000}")]
    [InlineData("(((((a{100}){100}){100}){100}){100})")]
    public void An_expression_that_explodes_when_compiled_is_refused(string pattern)
    {
        var failure = Evaluate($"m{{long=~\"{pattern}\"}}").Failure!;

        Assert.Equal(QueryFailureKind.BadData, failure.Kind);
        Assert.Contains("parse error: ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("m[1000y]")]
    [InlineData("m[1000000000s:1ms]")]
    [InlineData("sum_over_time(m[30y:1s])")]
    [InlineData("max_over_time(max_over_time(m[10y:1s])[10y:1s])")]
    public void A_range_of_a_billion_samples_ends(string query)
    {
        var result = Evaluate(query);

        Assert.True(
            result.Failure is null or { Kind: QueryFailureKind.Execution } or { Kind: QueryFailureKind.BadData },
            result.Failure?.Message);
    }

    [Fact]
    public void Too_many_steps_are_refused()
    {
        using var engine = new QueryEngine(store, new QueryEngineOptions(), new ManualClock());
        var request = new QueryRequest
        {
            Expression = "m",
            Start = new TimestampMs(0),
            End = new TimestampMs(1_000_000_000_000),
            Step = TimeSpan.FromMilliseconds(1),
        };

        var failure = engine.Evaluate(request, TestContext.Current.CancellationToken).Failure!;

        Assert.Equal("query has too many steps", failure.Message);
    }

    [Fact]
    public void A_product_of_series_that_would_not_fit_is_refused()
    {
        using var engine = new QueryEngine(
            store, new QueryEngineOptions { MaxSamples = 1_000 }, new ManualClock());
        var request = new QueryRequest
        {
            Expression = "m * on () group_left count(m)",
            Start = new TimestampMs(0),
            End = new TimestampMs(999_000),
            Step = TimeSpan.FromSeconds(1),
        };

        var failure = engine.Evaluate(request, TestContext.Current.CancellationToken).Failure!;

        Assert.Equal(QueryFailureKind.Execution, failure.Kind);
        Assert.Contains("too many samples", failure.Message, StringComparison.Ordinal);
    }

    private QueryResult Evaluate(string query, bool explains = false)
    {
        using var engine = new QueryEngine(
            store, new QueryEngineOptions { Features = PromQLFeatures.All }, new ManualClock());
        var request = QueryRequest.Instant(query, new TimestampMs(500_000)) with { Explains = explains };
        return engine.Evaluate(request, TestContext.Current.CancellationToken);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
