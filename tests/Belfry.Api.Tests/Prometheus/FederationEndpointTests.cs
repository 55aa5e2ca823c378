using Belfry.Model;
using Belfry.Model.Histograms;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class FederationEndpointTests
{
    [Theory]
    [InlineData(null, "odd_name", "a_b", "underscores")]
    [InlineData("text/plain;version=0.0.4;escaping=dots", "odd_dot_name", "a_dot_b", "dots")]
    [InlineData("text/plain;version=0.0.4;escaping=values", "U__odd_2e_name", "U__a_2e_b", "values")]
    [InlineData("application/openmetrics-text;version=1.0.0;escaping=values,*/*;q=0.1", "U__odd_2e_name", "U__a_2e_b",
        "values")]
    public async Task Names_outside_the_legacy_form_are_written_as_they_are_asked_for(
        string? accept, string name, string label, string escaping)
    {
        await using var server = await ApiServer.StartAsync();
        var now = TimestampMs.From(DateTimeOffset.UtcNow);
        server.Series.Add(Labels.From(("__name__", "odd.name"), ("a.b", "x"), ("plain_1", "y")), now, 2.5);

        var (type, body) = await GetAsync(server, "{__name__=\"odd.name\"}", accept);

        Assert.Equal($"text/plain; version=0.0.4; charset=utf-8; escaping={escaping}", type);
        Assert.Equal(
            $"# TYPE {name} untyped\n{name}{{{label}=\"x\",plain_1=\"y\",instance=\"\"}} 2.5 {now.Value}\n", body);
    }

    [Fact]
    public async Task Names_stay_as_they_are_where_that_is_understood()
    {
        await using var server = await ApiServer.StartAsync();
        var now = TimestampMs.From(DateTimeOffset.UtcNow);
        server.Series.Add(Labels.From(("__name__", "odd.name"), ("a.b", "x")), now, 1);

        var (_, body) = await GetAsync(
            server, "{__name__=\"odd.name\"}", "text/plain;version=0.0.4;escaping=allow-utf-8");

        Assert.Equal(
            $"# TYPE \"odd.name\" untyped\n{{\"odd.name\",\"a.b\"=\"x\",instance=\"\"}} 1 {now.Value}\n", body);
    }

    [Fact]
    public async Task Custom_buckets_are_a_classic_histogram_and_exponential_ones_are_left_out()
    {
        await using var server = await ApiServer.StartAsync();
        var now = TimestampMs.From(DateTimeOffset.UtcNow);
        server.Series.Add(Labels.From(("__name__", "h")), now, new FloatHistogram
        {
            Schema = NativeHistogram.CustomBucketsSchema,
            CustomValues = [0.5, 1, 2],
            Count = 7,
            Sum = 9.5,
            PositiveSpans = [new BucketSpan(0, 1), new BucketSpan(1, 2)],
            PositiveBuckets = [3, 2, 2],
        });
        server.Series.Add(Labels.From(("__name__", "n")), now, new FloatHistogram { Count = 1, Sum = 1 });

        var (_, body) = await GetAsync(server, "{__name__=~\"h|n\"}", null);

        Assert.Equal(
            $"""
            # TYPE h histogram
            h_bucket{"{"}instance="",le="0.5"{"}"} 3 {now.Value}
            h_bucket{"{"}instance="",le="1"{"}"} 3 {now.Value}
            h_bucket{"{"}instance="",le="2"{"}"} 5 {now.Value}
            h_bucket{"{"}instance="",le="+Inf"{"}"} 7 {now.Value}
            h_sum{"{"}instance=""{"}"} 9.5 {now.Value}
            h_count{"{"}instance=""{"}"} 7 {now.Value}

            """,
            body);
    }

    [Fact]
    public async Task A_server_that_is_not_ready_gives_nothing()
    {
        await using var server = await ApiServer.StartAsync();
        server.Server.IsReady = false;

        using var response = await server.Client.GetAsync(
            "/federate?match[]=up", TestContext.Current.CancellationToken);

        Assert.Equal(503, (int)response.StatusCode);
    }

    private static async Task<(string Type, string Body)> GetAsync(ApiServer server, string selector, string? accept)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/federate?match[]=" + Uri.EscapeDataString(selector));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (
            response.Content.Headers.TryGetValues("Content-Type", out var types) ? types.Single() : "",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
