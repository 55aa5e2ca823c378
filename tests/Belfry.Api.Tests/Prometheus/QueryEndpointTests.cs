using System.Text.Json;
using Belfry.Model;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class QueryEndpointTests
{
    private const string Both = """
        label_replace(vector(42),"foo","bar","","") or label_replace(vector(3.1415),"dings","bums","","")
        """;

    [Theory]
    [InlineData(
        "query?query=2&time=123.4",
        """{"status":"success","data":{"resultType":"scalar","result":[123.400,"2"]}}""")]
    [InlineData(
        "query?query=0.333&time=1970-01-01T01:02:03%2B01:00",
        """{"status":"success","data":{"resultType":"scalar","result":[123,"0.333"]}}""")]
    [InlineData(
        "query?query=%22a%3Cb%22&time=1",
        """{"status":"success","data":{"resultType":"string","result":[1,"a<b"]}}""")]
    [InlineData(
        "query?query=nothing&time=1",
        """{"status":"success","data":{"resultType":"vector","result":[]}}""")]
    [InlineData(
        "query?query=sum(hits)&time=180",
        """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[180,"183"]}]}}""")]
    [InlineData(
        "query_range?query=sum(hits)&start=60&end=120&step=1m",
        """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[60,"61"],[120,"122"]]}]}}
        """)]
    [InlineData(
        "query_range?query=nothing&start=0&end=2&step=1",
        """{"status":"success","data":{"resultType":"matrix","result":[]}}""")]
    [InlineData(
        "format_query?query=foo%2Fbar",
        """{"status":"success","data":"foo / bar"}""")]
    public async Task An_answer_has_Prometheus_s_form(string path, string expected)
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal((200, expected), await server.GetAsync(path));
    }

    [Fact]
    public async Task Without_a_time_a_query_is_about_now()
    {
        await using var server = await ApiServer.StartAsync();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;

        var data = await server.DataAsync("query?query=1");

        var time = data.GetProperty("result")[0].GetDouble();
        Assert.InRange(time, before, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0);
    }

    [Fact]
    public async Task A_form_in_the_body_counts_before_the_URL()
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.PostAsync("query?query=1&time=5", ("query", "2"));

        Assert.Equal(
            (200, """{"status":"success","data":{"resultType":"scalar","result":[5,"2"]}}"""), (status, body));
    }

    [Fact]
    public async Task A_range_can_be_asked_for_by_POST()
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.PostAsync(
            "query_range", ("query", "hits{job=\"b\"}"), ("start", "0"), ("end", "60"), ("step", "60"));

        Assert.Equal(200, status);
        Assert.Contains("""{"metric":{"__name__":"hits","job":"b"},"values":[[0,"0"],[60,"1"]]}""", body);
    }

    [Theory]
    [InlineData("1", 1, true)]
    [InlineData("2", 2, false)]
    [InlineData("0", 2, false)]
    public async Task A_limit_cuts_series_and_says_so(string limit, int count, bool isCut)
    {
        await using var server = await ApiServer.StartAsync();
        foreach (var path in (string[])["query?time=1&", "query_range?start=0&end=2&step=1&"])
        {
            var (_, body) = await server.GetAsync($"{path}limit={limit}&query={Uri.EscapeDataString(Both)}");

            using var document = JsonDocument.Parse(body);
            Assert.Equal(count, document.RootElement.GetProperty("data").GetProperty("result").GetArrayLength());
            Assert.Equal(
                isCut,
                body.EndsWith(",\"warnings\":[\"results truncated due to limit\"]}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_lookback_of_a_request_counts()
    {
        await using var server = await ApiServer.StartAsync();

        var usual = await server.DataAsync("query?query=hits&time=200");
        var shorter = await server.DataAsync("query?query=hits&time=200&lookback_delta=10s");

        Assert.Equal(2, usual.GetProperty("result").GetArrayLength());
        Assert.Equal(0, shorter.GetProperty("result").GetArrayLength());
    }

    [Fact]
    public async Task Statistics_are_given_to_who_asks()
    {
        await using var server = await ApiServer.StartAsync();

        var without = await server.DataAsync("query?query=hits&time=60");
        var with = await server.DataAsync("query?query=hits&time=60&stats=true");

        Assert.False(without.TryGetProperty("stats", out _));
        var statistics = with.GetProperty("stats");
        Assert.True(statistics.GetProperty("timings").TryGetProperty("evalTotalTime", out _));
        Assert.Equal(2, statistics.GetProperty("samples").GetProperty("totalQueryableSamples").GetInt32());
    }

    [Fact]
    public async Task Statistics_say_how_many_steps_came_from_an_earlier_answer()
    {
        await using var server = await ApiServer.StartAsync();

        var data = await server.DataAsync("query_range?query=hits&start=0&end=120&step=60&stats=true&reuse=false");

        var reuse = data.GetProperty("stats").GetProperty("reuse");
        Assert.Equal((0, 3), (reuse.GetProperty("stepsReused").GetInt32(), reuse.GetProperty("steps").GetInt32()));
    }

    [Theory]
    [InlineData("true", """{"totalQueryableSamples":8,"samplesRead":4,"peakSamples":6}""")]
    [InlineData(
        "all",
        """
        {"totalQueryableSamplesPerStep":[[60,4],[90.5,4]],"totalQueryableSamples":8,"samplesReadPerStep":[[60,4],[90.5,0]],"samplesRead":4,"peakSamples":6}
        """)]
    public async Task Samples_are_counted_step_by_step_for_who_wants_all(string stats, string expected)
    {
        await using var server = await ApiServer.StartAsync();

        var data = await server.DataAsync(
            $"query_range?query=max_over_time(hits[2m])&start=60&end=100&step=30.5&stats={stats}");

        Assert.Equal(expected, data.GetProperty("stats").GetProperty("samples").GetRawText());
    }

    [Theory]
    [InlineData("query?query=1&limit=-1", "invalid parameter \"limit\": limit must be non-negative")]
    [InlineData("query?query=1&limit=x", "invalid parameter \"limit\": strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData(
        "query?query=1&time=x",
        "invalid parameter \"time\": invalid time value for 'time': cannot parse \"x\" to a valid timestamp")]
    [InlineData(
        "query?query=1&lookback_delta=x",
        "error parsing lookback delta duration: cannot parse \"x\" to a valid duration")]
    [InlineData("query?query=1&timeout=x", "invalid parameter \"timeout\": cannot parse \"x\" to a valid duration")]
    [InlineData(
        "query_range?query=1&start=1&end=2&step=1&reuse=maybe",
        "invalid parameter \"reuse\": unable to parse boolean: strconv.ParseBool: parsing \"maybe\": invalid syntax")]
    [InlineData(
        "query_range?query=1&end=2&step=1",
        "invalid parameter \"start\": cannot parse \"\" to a valid timestamp")]
    [InlineData(
        "query_range?query=1&start=0&end=x&step=1",
        "invalid parameter \"end\": cannot parse \"x\" to a valid timestamp")]
    [InlineData(
        "query_range?query=1&start=2&end=1&step=1",
        "invalid parameter \"end\": end timestamp must not be before start time")]
    [InlineData(
        "query_range?query=1&start=0&end=1&step=x",
        "invalid parameter \"step\": cannot parse \"x\" to a valid duration")]
    [InlineData(
        "query_range?query=1&start=0&end=1&step=0",
        "invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer")]
    [InlineData(
        "query_range?query=1&start=0&end=11001&step=1",
        "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)")]
    public async Task A_parameter_that_cannot_be_used_is_refused_in_Prometheus_s_words(string path, string message)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync(path);

        using var document = JsonDocument.Parse(body);
        Assert.Equal(400, status);
        Assert.Equal("error", document.RootElement.GetProperty("status").GetString());
        Assert.Equal("bad_data", document.RootElement.GetProperty("errorType").GetString());
        Assert.Equal(message, document.RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Eleven_thousand_steps_are_still_allowed()
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal(200, (await server.GetAsync("query_range?query=1&start=0&end=11000&step=1")).Status);
    }

    [Theory]
    [InlineData("query?query=sum(", 400, "bad_data", "invalid parameter \"query\": 1:")]
    [InlineData("query?query=", 400, "bad_data", "invalid parameter \"query\": ")]
    [InlineData("format_query?query=invalid_expression/", 400, "bad_data", "invalid parameter \"query\": 1:")]
    [InlineData(
        "query?query=hits%20*%20on()%20hits&time=60",
        422, "execution", "found duplicate series for the match group")]
    public async Task A_query_that_fails_says_of_which_kind_it_is(string path, int status, string type, string message)
    {
        await using var server = await ApiServer.StartAsync();

        var (actual, body) = await server.GetAsync(path);

        using var document = JsonDocument.Parse(body);
        Assert.Equal(status, actual);
        Assert.Equal(type, document.RootElement.GetProperty("errorType").GetString());
        Assert.StartsWith(message, document.RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_query_that_takes_longer_than_its_timeout_is_given_up()
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync(
            "query_range?query=sum(hits)&start=0&end=11000&step=1&timeout=0.0000001");

        Assert.Equal(503, status);
        Assert.Contains("\"errorType\":\"timeout\"", body);
    }

    [Fact]
    public async Task Remarks_of_the_engine_are_in_the_answer()
    {
        await using var server = await ApiServer.StartAsync();

        var (_, body) = await server.GetAsync("query?query=rate(late%5B5m%5D)&time=660");

        Assert.Contains(",\"infos\":[\"PromQL info: metric might not be a counter", body);
    }

    [Theory]
    [InlineData("query_range?query=many&start=0&end=119&step=1&limit=399", "values", 120)]
    [InlineData("query?query=many&time=1&limit=5999", "value", 2)]
    public async Task A_big_answer_is_whole_and_in_order(string path, string member, int length)
    {
        await using var server = await ApiServer.StartAsync();
        var count = member == "value" ? 6000 : 400;
        for (var series = 0; series < count; series++)
        {
            server.Series.AddAll(
                Labels.From(("__name__", "many"), ("host", $"host-{series:0000}"), ("é", "\"x\"")),
                0,
                60_000,
                [series + 0.25, 1.0 / (series + 1)]);
        }

        var (status, body) = await server.GetAsync(path);

        Assert.Equal(200, status);
        Assert.EndsWith(",\"warnings\":[\"results truncated due to limit\"]}", body);
        using var document = JsonDocument.Parse(body);
        var result = document.RootElement.GetProperty("data").GetProperty("result");
        Assert.Equal(
            Enumerable.Range(0, count - 1).Select(series => $"host-{series:0000}"),
            result.EnumerateArray().Select(row => row.GetProperty("metric").GetProperty("host").GetString()));
        Assert.All(result.EnumerateArray(), row => Assert.Equal(length, row.GetProperty(member).GetArrayLength()));
        Assert.Equal(
            Enumerable.Range(0, count - 1).Select(series => $"{series}.25"),
            result.EnumerateArray().Select(row => (member == "value"
                ? row.GetProperty(member)
                : row.GetProperty(member)[1])[1].GetString()));
    }
}
