using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Engine;

/// <summary>What operators say of native histograms that they cannot use, and where.</summary>
public sealed class HistogramQueryTests
{
    private readonly MemorySeriesSource store = new();

    public HistogramQueryTests()
    {
        for (var minute = 0; minute < 3; minute++)
        {
            Add("h", minute, Exponential(minute + 1));
            Add("gauge", minute, Exponential(3).WithHint(CounterResetHint.Gauge));
            Add("custom", minute, Custom(minute + 1, 1, 2));
            Add("other", minute, Custom(minute + 1, 1, 3));
            store.Add(Labels.From(("__name__", "f")), new TimestampMs(minute * 60_000), minute);
        }

        Add("mixed", 0, Exponential(1));
        Add("mixed", 2, Exponential(2));
        store.Add(Labels.From(("__name__", "mixed")), new TimestampMs(60_000), 4);
        Add("turned", 0, Exponential(1));
        Add("turned", 1, Custom(2, 1, 2));
        Add("turned", 2, Exponential(3));
    }

    [Theory]
    [InlineData("rate(gauge[3m])", "this native histogram metric is not a counter: \"gauge\" (1:6)")]
    [InlineData("delta(h[3m])", "this native histogram metric is not a gauge: \"h\" (1:7)")]
    [InlineData("irate(gauge[3m])", "this native histogram metric is not a counter: \"gauge\" (1:7)")]
    [InlineData("idelta(h[3m])", "this native histogram metric is not a gauge: \"h\" (1:8)")]
    [InlineData("rate(mixed[3m])", "encountered a mix of histograms and floats for metric name \"mixed\" (1:6)")]
    [InlineData("irate(mixed[3m])", "encountered a mix of histograms and floats for metric name \"mixed\" (1:7)")]
    [InlineData(
        "sum_over_time(mixed[3m])", "encountered a mix of histograms and floats for metric name \"mixed\" (1:15)")]
    [InlineData("sum({__name__=~\"h|f\"})", "encountered a mix of histograms and floats for aggregation (1:5)")]
    [InlineData(
        "rate(turned[3m])",
        "vector contains a mix of histograms with exponential and custom buckets schemas for metric name \"turned\" "
        + "(1:6)")]
    [InlineData(
        "avg_over_time(turned[3m])",
        "vector contains a mix of histograms with exponential and custom buckets schemas for metric name \"turned\" "
        + "(1:15)")]
    [InlineData(
        "avg({__name__=~\"custom|h\"})",
        "vector contains a mix of histograms with exponential and custom buckets schemas for metric name \"h\" (1:5)")]
    [InlineData("h + custom", "incompatible bucket layout encountered for binary operator + (1:1)")]
    [InlineData("h - on () custom", "incompatible bucket layout encountered for binary operator - (1:1)")]
    public void Warnings(string query, string expected) =>
        Assert.Equal(["PromQL warning: " + expected], Ask(query).Warnings);

    [Theory]
    [InlineData("min(h)", "ignored histogram in min aggregation (1:5)")]
    [InlineData("stddev(h)", "ignored histogram in stddev aggregation (1:8)")]
    [InlineData("quantile(0.5, h)", "ignored histogram in quantile aggregation (1:15)")]
    [InlineData("topk(1, h)", "ignored histogram in topk aggregation (1:1)")]
    [InlineData(
        "max_over_time(mixed[3m])",
        "ignored histograms in a range containing both floats and histograms for metric name \"mixed\" (1:15)")]
    [InlineData(
        "quantile_over_time(0.5, mixed[3m])",
        "ignored histograms in a range containing both floats and histograms for metric name \"mixed\" (1:20)")]
    [InlineData("h + 1", "incompatible sample types encountered for binary operator \"+\": histogram + float (1:1)")]
    [InlineData("2 / h", "incompatible sample types encountered for binary operator \"/\": float / histogram (1:1)")]
    [InlineData("f </ 2", "incompatible sample types encountered for binary operator \"</\": float </ float (1:1)")]
    [InlineData(
        "h > bool 1", "incompatible sample types encountered for binary operator \">\": histogram > float (1:1)")]
    [InlineData(
        "h * ignoring (a) h",
        "incompatible sample types encountered for binary operator \"*\": histogram * histogram (1:1)")]
    [InlineData("custom + other", "mismatched custom buckets were reconciled during addition (1:1)")]
    [InlineData("custom - other", "mismatched custom buckets were reconciled during subtraction (1:1)")]
    [InlineData(
        "sum({__name__=~\"custom|other\"})", "mismatched custom buckets were reconciled during aggregation (1:5)")]
    public void Infos(string query, string expected)
    {
        var result = Ask(query);

        Assert.Empty(result.Warnings);
        Assert.Equal(["PromQL info: " + expected], result.Infos);
    }

    [Theory]
    [InlineData("sum_over_time(h[3m])")]
    [InlineData("max_over_time(h[3m])")]
    [InlineData("sum({__name__=~\"h|gauge\"})")]
    [InlineData("custom == other")]
    [InlineData("h * f")]
    [InlineData("h </ 2")]
    [InlineData("histogram_quantile(0.5, custom)")]
    public void Nothing_to_say(string query)
    {
        var result = Ask(query);

        Assert.Null(result.Failure);
        Assert.Empty(result.Warnings.Concat(result.Infos));
    }

    [Fact]
    public void A_text_is_said_once_where_it_is_evaluated_last() => Assert.Equal(
        ["PromQL warning: this native histogram metric is not a counter: \"gauge\" (1:24)"],
        Ask("rate(gauge[3m]) + rate(gauge[3m])").Warnings);

    [Fact]
    public void Buckets_that_fall_are_raised_and_it_is_said_by_how_much()
    {
        foreach (var (bound, count) in new[] { ("1", 4), ("2", 1), ("5", 9), ("10", 8.5), ("+Inf", 9) })
        {
            var labels = Labels.From(("__name__", "c_bucket"), ("le", bound));
            store.AddAll(labels, 0, 60_000, [count, count, count]);
        }

        const string Text = "PromQL info: input to histogram_quantile needed to be fixed for monotonicity "
            + "(see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile), "
            + "from buckets 2 to 10, with a max diff of 3, over 1 samples from 1970-01-01T00:02:00Z to "
            + "1970-01-01T00:02:00Z (1:25)";
        Assert.Equal([Text], Ask("histogram_quantile(0.9, c_bucket)").Infos);
    }

    [Fact]
    public void Histograms_count_for_their_size_where_samples_are_limited()
    {
        Assert.Equal(11, HistogramWeight.Samples(new FloatHistogram()));
        Assert.Null(Ask("h", new QueryEngineOptions { MaxSamples = 12 }).Failure);
        Assert.NotNull(Ask("h", new QueryEngineOptions { MaxSamples = 11 }).Failure);
        Assert.Null(Ask("h[3m]", new QueryEngineOptions { MaxSamples = 36 }).Failure);
        Assert.NotNull(Ask("h[3m]", new QueryEngineOptions { MaxSamples = 35 }).Failure);
        Assert.Null(Ask("increase(h[3m])", new QueryEngineOptions { MaxSamples = 48 }).Failure);
        Assert.NotNull(Ask("increase(h[3m])", new QueryEngineOptions { MaxSamples = 47 }).Failure);
    }

    [Theory]
    [InlineData("{__name__=~\"h|f\"} + on () gauge")]
    [InlineData("{__name__=~\"h|custom\"} + on () gauge")]
    [InlineData("{__name__=~\"h|f\"} == on () h")]
    public void Values_that_an_operator_does_not_know_do_not_collide(string query)
    {
        var result = Ask(query);

        Assert.Null(result.Failure);
        Assert.Single(((VectorValue)result.Value!).Samples);
    }

    [Theory]
    [InlineData("{__name__=~\"h|f\"} * on () f", "many-to-one matching must be explicit (group_left/group_right)")]
    [InlineData("{__name__=~\"h|other\"} == on () h", "many-to-one matching must be explicit (group_left/group_right)")]
    public void Values_that_an_operator_knows_do(string query, string message) =>
        Assert.Equal("multiple matches for labels: " + message, Ask(query).Failure!.Message);

    private static FloatHistogram Exponential(double count) => new()
    {
        Count = count,
        Sum = count,
        PositiveSpans = [new BucketSpan(1, 1)],
        PositiveBuckets = [count],
    };

    private static FloatHistogram Custom(double count, params double[] bounds) => new()
    {
        Schema = NativeHistogram.CustomBucketsSchema,
        Count = count,
        Sum = count,
        PositiveSpans = [new BucketSpan(0, 1)],
        PositiveBuckets = [count],
        CustomValues = bounds,
    };

    private void Add(string name, int minute, FloatHistogram histogram) =>
        store.Add(Labels.From(("__name__", name)), new TimestampMs(minute * 60_000), histogram);

    private QueryResult Ask(string query, QueryEngineOptions? options = null)
    {
        using var engine = new QueryEngine(
            store, (options ?? new QueryEngineOptions()) with { Features = PromQLFeatures.All }, new ManualClock());
        return engine.Evaluate(
            QueryRequest.Instant(query, new TimestampMs(120_000)), TestContext.Current.CancellationToken);
    }
}
