using Belfry.Model.Metrics;
using Belfry.Query.Checking;
using Belfry.Query.PromQL;
using Xunit;

namespace Belfry.Query.Tests.Checking;

public sealed class QueryCheckerTests
{
    [Theory]
    [InlineData("rate(temperature_celsius[5m])", 5, "`rate` is for counters, and `temperature_celsius` is a gauge")]
    [InlineData("irate(depth[5m])", 6, "`irate` is for counters, and the name `depth` does not look like one")]
    [InlineData("rate((sum(requests_total))[5m:1m])", 0, "`rate` of a `sum`: when one series is reset the sum falls")]
    [InlineData("max(rate(avg(requests_total)[5m:]))", 4, "`rate` of a `avg`: when one series is reset")]
    [InlineData("delta(requests_total[5m])", 6, "`delta` is for gauges, and `requests_total` is a counter")]
    [InlineData("deriv(odd_counter[5m])", 6, "`deriv` is for gauges, and `odd_counter` is a counter")]
    [InlineData(
        "histogram_quantile(0.9, sum by (job) (rate(x_bucket[5m])))",
        24,
        "the aggregation drops the label `le`")]
    [InlineData("histogram_quantile(0.9, sum without (le) (rate(x_bucket[5m])))", 24, "the aggregation drops the")]
    public void A_usual_mistake_is_named_where_it_stands(string query, int start, string text)
    {
        var advice = Assert.Single(Check(query));

        Assert.Equal(start, advice.Start);
        Assert.StartsWith(text, advice.Text, StringComparison.Ordinal);
        Assert.NotEmpty(advice.Suggestion);
    }

    [Theory]
    [InlineData("rate(requests_total[5m])")]
    [InlineData("sum(rate(requests_total[5m]))")]
    [InlineData("rate(odd_counter[5m])")]
    [InlineData("delta(temperature_celsius[5m])")]
    [InlineData("max_over_time(sum(requests_total)[5m:1m])")]
    [InlineData("rate(max(requests_total)[5m:1m])")]
    [InlineData("histogram_quantile(0.9, sum by (job, le) (rate(x_bucket[5m])))")]
    [InlineData("histogram_quantile(0.9, sum without (job) (rate(x_bucket[5m])))")]
    [InlineData("rate({job=\"a\"}[5m])")]
    public void What_is_right_gets_no_advice(string query) => Assert.Empty(Check(query));

    [Theory]
    [InlineData("request_total", "did you mean `requests_total`?")]
    [InlineData("{__name__=\"requestz_total\"}", "did you mean `requests_total`?")]
    [InlineData("temperature", "did you mean `temperature_celsius`?")]
    [InlineData("nothing_like_it_at_all", "")]
    public void A_metric_that_does_not_exist_is_told_with_the_nearest_name(string query, string suggestion)
    {
        var advice = Assert.Single(Check(query, new Catalog(knowsNames: true)));

        Assert.StartsWith("there is no metric `", advice.Text, StringComparison.Ordinal);
        Assert.Equal(suggestion, advice.Suggestion);
    }

    [Fact]
    public void Several_remarks_come_in_the_order_of_the_query() => Assert.Equal(
        [5, 38],
        Check("rate(temperature_celsius[5m]) + delta(requests_total[5m])").Select(one => one.Start));

    [Fact]
    public void A_deep_query_is_checked_without_recursion() =>
        Assert.Empty(Check(new string('(', 900) + "1" + new string(')', 900)));

    private static IReadOnlyList<QueryAdvice> Check(string query, IMetricCatalog? catalog = null)
    {
        Assert.True(PromQLParser.TryParse(query, PromQLFeatures.All, out var expression, out _), query);
        return QueryChecker.Check(expression, catalog ?? new Catalog(knowsNames: false));
    }

    private sealed class Catalog(bool knowsNames) : IMetricCatalog
    {
        public IReadOnlyCollection<string>? Names =>
            knowsNames ? ["requests_total", "temperature_celsius", "odd_counter"] : null;

        public MetricType? TypeOf(string name) => name switch
        {
            "temperature_celsius" => MetricType.Gauge,
            "odd_counter" => MetricType.Counter,
            _ => null,
        };
    }
}
