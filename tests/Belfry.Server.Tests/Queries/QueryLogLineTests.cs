using System.Text;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Server.Queries;
using Xunit;

namespace Belfry.Server.Tests.Queries;

public sealed class QueryLogLineTests
{
    private static readonly DateTimeOffset Now = new(2024, 2, 29, 13, 37, 11, 513, TimeSpan.Zero);

    private static readonly QueryResult Result = new()
    {
        Value = new VectorValue([]),
        Statistics = new QueryStatistics
        {
            TotalQueryableSamples = 7,
            SamplesRead = 6,
            PeakSamples = 5,
            Steps = 5,
            Queued = TimeSpan.FromMilliseconds(1),
            Preparation = TimeSpan.FromMilliseconds(2),
            Sorting = TimeSpan.FromMilliseconds(1),
            Elapsed = TimeSpan.FromMilliseconds(8),
        },
    };

    [Fact]
    public void A_query_is_one_line_of_JSON_as_Prometheus_writes_it()
    {
        var request = new QueryRequest
        {
            Expression = "up{job=\"a\"}\n> 0",
            Start = new TimestampMs(1_709_213_000_123),
            End = new TimestampMs(1_709_213_060_000),
            Step = TimeSpan.FromSeconds(15),
            Origin = QueryOrigin.HttpRequest("127.0.0.1", "GET", "/api/v1/query_range"),
        };

        Assert.Equal(
            """
            {"time":"2024-02-29T13:37:11.5130000Z","level":"INFO","msg":"promql query logged",
            "params":{"end":"2024-02-29T13:24:20.000Z","query":"up{job=\"a\"}\n> 0",
            "start":"2024-02-29T13:23:20.123Z","step":15},
            "stats":{"timings":{"evalTotalTime":0.007,"resultSortTime":0.001,"queryPreparationTime":0.002,
            "innerEvalTime":0.004,"execQueueTime":0.001,"execTotalTime":0.008},
            "samples":{"totalQueryableSamples":7,"samplesRead":6,"peakSamples":5},"reuse":{"stepsReused":0,"steps":5}},
            "httpRequest":{"clientIP":"127.0.0.1","method":"GET","path":"/api/v1/query_range"}}
            """.Replace("\n", "", StringComparison.Ordinal) + "\n",
            Line(request, Result));
    }

    [Fact]
    public void A_failure_and_a_group_of_rules_are_named()
    {
        var request = QueryRequest.Instant("up", new TimestampMs(0)) with
        {
            Origin = QueryOrigin.RuleGroup("rules.yml", "g"),
        };
        var failed = Result with { Value = null, Failure = new QueryFailure(QueryFailureKind.Timeout, "too slow", []) };

        var line = Line(request, failed);

        Assert.Contains("\"error\":\"too slow\",", line, StringComparison.Ordinal);
        Assert.EndsWith("\"ruleGroup\":{\"file\":\"rules.yml\",\"name\":\"g\"}}\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_time_that_a_query_may_name_can_be_written()
    {
        var request = QueryRequest.Instant("up", new TimestampMs(long.MaxValue)) with
        {
            Start = new TimestampMs(long.MinValue),
        };

        Assert.Contains("\"start\":\"-9223372036854775808\"", Line(request, Result), StringComparison.Ordinal);
    }

    private static string Line(QueryRequest request, QueryResult result) =>
        Encoding.UTF8.GetString(QueryLogLine.Of(request, result, Now));
}
