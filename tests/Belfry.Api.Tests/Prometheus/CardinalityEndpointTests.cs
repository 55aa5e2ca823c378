using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class CardinalityEndpointTests
{
    [Fact]
    public async Task The_answer_lists_metrics_labels_values_and_hours()
    {
        await using var server = await ApiServer.StartAsync();

        var data = await server.DataAsync("status/cardinality?label=instance");

        Assert.Equal(
            """
            {"numSeries":12,"seriesCountByMetricName":[{"name":"up","value":7},{"name":"x","value":5}],"labelValueCountByLabelName":[{"name":"instance","value":6}],"seriesCountByLabelName":[{"name":"__name__","value":12},{"name":"instance","value":9}],"seriesCountByLabelValue":[{"name":"a","value":3}],"seriesCreatedByHour":[{"start":3600000,"value":11},{"start":7200000,"value":1}]}
            """,
            data.GetRawText());
    }

    [Theory]
    [InlineData("", " label= limit=10")]
    [InlineData("?metric=up&limit=3", "__name__=\"up\" label= limit=3")]
    [InlineData("?match[]={job=~%22a.%2B%22}&match[]=x&label=job", "job=~\"a.+\" or __name__=\"x\" label=job limit=10")]
    [InlineData("?metric=up&match[]={a=%22b%22}", "a=\"b\",__name__=\"up\" label= limit=10")]
    public async Task The_parameters_narrow_what_is_counted(string parameters, string expected)
    {
        await using var server = await ApiServer.StartAsync();

        await server.DataAsync("status/cardinality" + parameters);

        Assert.Equal([expected], server.Counts.Asked);
    }

    [Theory]
    [InlineData("limit=0", "limit must be a positive number")]
    [InlineData("limit=-1", "limit must be a positive number")]
    [InlineData("limit=x", "limit must be a positive number")]
    [InlineData("limit=10001", "limit must not exceed 10000")]
    [InlineData("match[]={a=~%22.*%22}", "match[] must contain at least one non-empty matcher")]
    public async Task A_parameter_that_cannot_be_used_is_refused(string parameters, string error)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync("status/cardinality?" + parameters);

        Assert.Equal(400, status);
        Assert.Contains(error, body, StringComparison.Ordinal);
        Assert.Empty(server.Counts.Asked);
    }
}
