using System.Text.Json;
using Belfry.Model;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class SeriesEndpointTests
{
    [Theory]
    [InlineData("series?match[]=hits", """[{"__name__":"hits","job":"a"},{"__name__":"hits","job":"b"}]""")]
    [InlineData(
        "series?match[]=hits{job=\"b\"}&match[]=late&match[]=hits{job=\"b\"}",
        """[{"__name__":"hits","job":"b"},{"__name__":"late","host.name":"x"}]""")]
    [InlineData("series?match[]=hits&start=500&end=700", "[]")]
    [InlineData("series?match[]=late&start=660", """[{"__name__":"late","host.name":"x"}]""")]
    [InlineData("labels", """["__name__","host.name","job"]""")]
    [InlineData("labels?match[]=hits", """["__name__","job"]""")]
    [InlineData("labels?end=100", """["__name__","job"]""")]
    [InlineData("labels?match[]=hits&match[]=late", """["__name__","host.name","job"]""")]
    [InlineData("label/job/values", """["a","b"]""")]
    [InlineData("label/job/values?match[]=hits{job!=\"a\"}", """["b"]""")]
    [InlineData("label/job/values?start=500", "[]")]
    [InlineData("label/nothing/values", "[]")]
    [InlineData("label/host.name/values", """["x"]""")]
    [InlineData("label/U__host_2e_name/values", """["x"]""")]
    public async Task What_is_found_has_Prometheus_s_form(string path, string data)
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal((200, $$"""{"status":"success","data":{{data}}}"""), await server.GetAsync(path));
    }

    [Theory]
    [InlineData("series?match[]=hits&limit=1", 1, true)]
    [InlineData("series?match[]=hits&limit=2", 2, false)]
    [InlineData("series?match[]=hits&limit=0", 2, false)]
    [InlineData("labels?limit=2", 2, true)]
    [InlineData("labels?limit=3", 3, false)]
    [InlineData("label/job/values?limit=1", 1, true)]
    public async Task A_limit_cuts_and_says_so(string path, int count, bool isCut)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync(path);

        using var document = JsonDocument.Parse(body);
        Assert.Equal(200, status);
        Assert.Equal(count, document.RootElement.GetProperty("data").GetArrayLength());
        Assert.Equal(isCut, body.Contains("\"warnings\":[\"results truncated due to limit\"]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("series", "no match[] parameter provided")]
    [InlineData(
        "series?match[]={foo=\"\"}",
        "invalid parameter \"match[]\": match[] must contain at least one non-empty matcher")]
    [InlineData(
        "labels?match[]={foo=\"\"}",
        "match[] must contain at least one non-empty matcher")]
    [InlineData(
        "labels?start=boop",
        "invalid parameter \"start\": invalid time value for 'start': cannot parse \"boop\" to a valid timestamp")]
    [InlineData(
        "label/foo/values?end=boop",
        "invalid parameter \"end\": invalid time value for 'end': cannot parse \"boop\" to a valid timestamp")]
    public async Task A_parameter_that_cannot_be_used_is_refused(string path, string message)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync(path);

        using var document = JsonDocument.Parse(body);
        Assert.Equal(400, status);
        Assert.Equal("bad_data", document.RootElement.GetProperty("errorType").GetString());
        Assert.Equal(message, document.RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_selector_that_is_none_is_refused_with_its_place()
    {
        await using var server = await ApiServer.StartAsync();

        var labels = await server.GetAsync("labels?match[]={foo=\"\"");
        var series = await server.GetAsync("series?match[]={foo=\"\"");

        // The original names the parameter for series only.
        Assert.Equal((400, 400), (labels.Status, series.Status));
        Assert.Contains("\"error\":\"1:", labels.Body);
        Assert.Contains("invalid parameter \\\"match[]\\\": 1:", series.Body);
    }

    [Fact]
    public async Task Series_and_labels_can_be_asked_for_by_POST()
    {
        await using var server = await ApiServer.StartAsync();

        var series = await server.PostAsync("series", ("match[]", "hits{job=\"a\"}"));
        var labels = await server.PostAsync("labels", ("match[]", "late"));

        Assert.Equal((200, """{"status":"success","data":[{"__name__":"hits","job":"a"}]}"""), series);
        Assert.Equal((200, """{"status":"success","data":["__name__","host.name"]}"""), labels);
    }

    [Fact]
    public async Task Values_beyond_ASCII_and_quotes_are_written_as_JSON()
    {
        await using var server = await ApiServer.StartAsync();
        server.Series.Add(Labels.From(("__name__", "odd"), ("q", "a\"\\\n<ü😀")), new TimestampMs(1), 1);

        var data = await server.DataAsync("label/q/values");

        Assert.Equal("a\"\\\n<ü😀", data[0].GetString());
    }
}
