using System.Text.Json;
using Belfry.Model;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class ExplainEndpointTests
{
    [Fact]
    public async Task A_query_is_explained_part_by_part()
    {
        await using var server = await ApiServer.StartAsync();

        var data = await server.DataAsync("query_explain?query=sum(hits)&time=180");

        Assert.Equal("sum(hits)", data.GetProperty("query").GetString());
        Assert.True(data.GetProperty("stats").GetProperty("samples").TryGetProperty("peakSamples", out _));
        var plan = data.GetProperty("plan");
        Assert.Equal("aggregation sum", plan.GetProperty("operator").GetString());
        Assert.Equal(1, plan.GetProperty("series").GetInt64());
        Assert.True(plan.GetProperty("seconds").GetDouble() >= plan.GetProperty("ownSeconds").GetDouble());
        var selector = Assert.Single(plan.GetProperty("children").EnumerateArray());
        Assert.Equal("selector", selector.GetProperty("operator").GetString());
        Assert.Equal((4, 8), (selector.GetProperty("start").GetInt32(), selector.GetProperty("end").GetInt32()));
        Assert.True(selector.GetProperty("storedSamples").GetInt64() > 0);
        Assert.Equal(
            16 * selector.GetProperty("storedSamples").GetInt64(), selector.GetProperty("decodedBytes").GetInt64());
        Assert.False(plan.TryGetProperty("storedSamples", out _));
    }

    [Fact]
    public async Task With_a_step_a_range_query_is_explained()
    {
        await using var server = await ApiServer.StartAsync();

        var data = await server.DataAsync("query_explain?query=hits&start=60&end=120&step=1m");

        var plan = data.GetProperty("plan");
        Assert.Equal(2 * plan.GetProperty("series").GetInt64(), plan.GetProperty("values").GetInt64());
    }

    [Fact]
    public async Task Advice_knows_the_metrics_of_the_store()
    {
        await using var server = await ApiServer.StartAsync();

        var advice = await AdviceAsync(server, "hitz");

        Assert.Equal(
            """[{"start":0,"end":4,"text":"there is no metric `hitz`","suggestion":"did you mean `hits`?"}]""", advice);
    }

    [Fact]
    public async Task An_answer_itself_carries_no_advice()
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal(
            (200, """{"status":"success","data":{"resultType":"vector","result":[]}}"""),
            await server.GetAsync("query?query=hitz&time=1"));
    }

    [Fact]
    public async Task A_query_that_fails_is_explained_with_its_error()
    {
        await using var server = await ApiServer.StartAsync();
        server.Series.Add(Labels.From(("__name__", "hits"), ("job", "z")), new TimestampMs(0), 1);

        var data = await server.DataAsync("query_explain?query=hits%2Bon()hits&time=60");

        Assert.Contains("found duplicate series", data.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("operator +", data.GetProperty("plan").GetProperty("operator").GetString());
    }

    [Theory]
    [InlineData("query_explain?query=sum(", "invalid parameter \\\"query\\\": 1:5: parse error: unclosed left")]
    [InlineData("query_explain?query=hits[1m]&start=0&end=1&step=1", "invalid parameter \\\"query\\\": 1:1: invalid")]
    [InlineData("query_explain?query=hits&start=0&end=1", "invalid parameter \\\"step\\\"")]
    public async Task A_query_that_is_wrong_is_refused_as_elsewhere(string path, string message)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync(path);

        Assert.Equal(400, status);
        Assert.Contains(message, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_as_deep_as_a_query_may_be_is_an_answer()
    {
        await using var server = await ApiServer.StartAsync();
        var query = string.Concat(Enumerable.Repeat("abs(", 900)) + "hits" + new string(')', 900);

        var (status, body) = await server.PostAsync("query_explain", ("query", query), ("time", "60"));

        Assert.Equal(200, status);
        var depth = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 4000 });
        Assert.Equal("function abs", depth.RootElement.GetProperty("data").GetProperty("plan")
            .GetProperty("operator").GetString());
    }

    private static async Task<string> AdviceAsync(ApiServer server, string query)
    {
        var data = await server.DataAsync("query_explain?time=60&query=" + Uri.EscapeDataString(query));
        return data.GetProperty("advice").GetRawText();
    }
}
