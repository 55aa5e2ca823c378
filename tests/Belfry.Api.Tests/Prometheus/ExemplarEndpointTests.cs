using Belfry.Model;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class ExemplarEndpointTests
{
    [Fact]
    public async Task Exemplars_are_written_as_in_the_original()
    {
        await using var server = await ApiServer.StartAsync();
        server.Counts.Found.Add(new SeriesExemplars(
            Labels.From(("__name__", "test_exemplar_metric_total"), ("instance", "localhost:8090")),
            [
                new Exemplar(Labels.From(("trace_id", "EpTxMJ40fUus7aGY")), 6, new TimestampMs(1_600_096_945_479)),
                new Exemplar(Labels.From(("trace_id", "\"é")), double.NaN, new TimestampMs(1_600_096_946_000)),
            ]));
        server.Counts.Found.Add(new SeriesExemplars(
            Labels.From(("__name__", "other")), [new Exemplar(Labels.From(), -0.25, new TimestampMs(0))]));

        var (status, body) = await server.GetAsync("query_exemplars?query=test_exemplar_metric_total&start=1&end=2");

        Assert.Equal(200, status);
        Assert.Equal(
            """
            {"status":"success","data":[{"seriesLabels":{"__name__":"test_exemplar_metric_total","instance":"localhost:8090"},"exemplars":[{"labels":{"trace_id":"EpTxMJ40fUus7aGY"},"value":"6","timestamp":1600096945.479},{"labels":{"trace_id":"\"é"},"value":"NaN","timestamp":1600096946}]},{"seriesLabels":{"__name__":"other"},"exemplars":[{"labels":{},"value":"-0.25","timestamp":0}]}]}
            """,
            body);
    }

    [Theory]
    [InlineData("query=up&start=1&end=2.5", "__name__=\"up\" 1000..2500")]
    [InlineData("query=up", "__name__=\"up\" -9223372036854775808..9223372036854775807")]
    [InlineData(
        "query=rate(a{b=%22c%22}[5m])%2Bhistogram_quantile(0.9,sum%20by(le)(d))&start=1&end=1",
        "b=\"c\",__name__=\"a\" or __name__=\"d\" 1000..1000")]
    public async Task The_selectors_of_the_query_are_asked_for(string parameters, string asked)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync("query_exemplars?" + parameters);

        Assert.Equal((200, "{\"status\":\"success\",\"data\":[]}"), (status, body));
        Assert.Equal([asked], server.Counts.Asked);
    }

    [Fact]
    public async Task A_query_may_come_in_a_form_and_may_name_no_series()
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal((204, ""), await server.PostAsync("query_exemplars", ("query", "1+1")));
        Assert.Empty(server.Counts.Asked);
    }

    [Theory]
    [InlineData("query=up&start=2&end=1", "end timestamp must not be before start timestamp")]
    [InlineData(
        "query=up&start=x",
        "invalid parameter \\\"start\\\": invalid time value for 'start': cannot parse \\\"x\\\" to a valid timestamp")]
    [InlineData("query=up{", "1:4: parse error: unexpected end of input inside braces")]
    [InlineData("start=1", "parse error: no expression found in input")]
    public async Task A_parameter_that_cannot_be_used_is_refused(string parameters, string error)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync("query_exemplars?" + parameters);

        Assert.Equal(400, status);
        Assert.Contains(error, body, StringComparison.Ordinal);
    }
}
