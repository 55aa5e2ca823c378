using System.Text.Json;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class QueryTreeTests
{
    private const int Depth = 900;

    [Fact]
    public async Task A_query_is_given_as_a_tree()
    {
        await using var server = await ApiServer.StartAsync();

        var tree = await Tree(server, "sum by (job) (rate(x_total{a!~\"b\"}[5m] offset 1m)) > bool 2");

        Assert.Equal(("binaryExpr", ">", "true"), (Text(tree, "type"), Text(tree, "op"), Raw(tree, "bool")));
        Assert.Equal("2", Text(tree.GetProperty("rhs"), "val"));
        Assert.Equal(JsonValueKind.Null, tree.GetProperty("matching").ValueKind);
        var sum = tree.GetProperty("lhs");
        Assert.Equal(("aggregation", "sum", """["job"]"""), (Text(sum, "type"), Text(sum, "op"), Raw(sum, "grouping")));
        var rate = sum.GetProperty("expr");
        Assert.Equal("rate", Text(rate.GetProperty("func"), "name"));
        Assert.Equal(
            """
            {"type":"matrixSelector","range":300000,"rangeExpr":null,"name":"x_total","offset":60000,"offsetExpr":null,
            "timestamp":null,"startOrEnd":null,"matchers":[{"name":"a","value":"b","type":"!~"},
            {"name":"__name__","value":"x_total","type":"="}],"anchored":false,"smoothed":false}
            """.Replace("\n", "", StringComparison.Ordinal),
            rate.GetProperty("args")[0].GetRawText());
    }

    [Theory]
    [InlineData("a on (x) group_left (y) b", "many-to-one", """["y"]""")]
    [InlineData("a and ignoring (x) b", "many-to-many", "[]")]
    public async Task Matching_is_told(string operation, string cardinality, string include)
    {
        await using var server = await ApiServer.StartAsync();

        var query = operation.Replace("a on", "a * on", StringComparison.Ordinal);
        var matching = (await Tree(server, query)).GetProperty("matching");

        Assert.Equal((cardinality, include), (Text(matching, "card"), Raw(matching, "include")));
    }

    [Fact]
    public async Task The_deepest_query_that_parses_is_answered_too()
    {
        await using var server = await ApiServer.StartAsync();

        var query = string.Concat(Enumerable.Repeat("abs(", Depth)) + "x" + new string(')', Depth);
        var (status, _) = await server.GetAsync("parse_query?query=" + query);

        Assert.Equal(200, status);
    }

    [Fact]
    public async Task What_does_not_parse_is_refused_with_its_place()
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync("parse_query?query=sum(");

        Assert.Equal(400, status);
        Assert.Contains("invalid parameter \\\"query\\\": 1:", body, StringComparison.Ordinal);
    }

    private static Task<JsonElement> Tree(ApiServer server, string query) =>
        server.DataAsync("parse_query?query=" + Uri.EscapeDataString(query));

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Raw(JsonElement element, string name) => element.GetProperty(name).GetRawText();
}
