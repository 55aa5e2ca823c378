using System.Text.Json;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class StatusEndpointTests
{
    private const string TwoTargets = """
        scrape_configs:
        - job_name: web
          scrape_interval: 1h
          scrape_timeout: 1m
          static_configs:
          - targets: ['127.0.0.1:9', '127.0.0.1:10']
            labels: {team: x}
          relabel_configs:
          - {source_labels: [__address__], regex: '.*:10', action: drop}
        alerting:
          alertmanagers:
          - static_configs: [{targets: ['127.0.0.1:9093']}]
        """;

    private const string TwoGroups = """
        groups:
        - name: first
          interval: 30s
          rules:
          - {record: job:hits, expr: sum by(job) (hits), labels: {z: "1", a: "2"}}
          - {alert: Down, expr: up == 0, for: 5m, labels: {severity: page}, annotations: {summary: gone}}
        - name: second
          rules:
          - {alert: Slow, expr: latency > 1, keep_firing_for: 1m}
        """;

    [Theory]
    [InlineData("status/config", """{"yaml":"global:\n  scrape_interval: 15s\n"}""")]
    [InlineData("status/flags", """{"query.timeout":"2m","web.listen-address":"127.0.0.1:9090"}""")]
    [InlineData("status/walreplay", """{"min":0,"max":0,"current":0,"state":"done"}""")]
    [InlineData(
        "status/tsdb?limit=1",
        """
        {"headStats":{"numSeries":5,"numLabelPairs":6,"chunkCount":7,"minTime":8,"maxTime":9},"seriesCountByMetricName":[{"name":"up","value":3}],"labelValueCountByLabelName":[{"name":"job","value":2}],"memoryInBytesByLabelName":[{"name":"job","value":20}],"seriesCountByLabelValuePair":[{"name":"job=a","value":1}]}
        """)]
    [InlineData(
        "status/tsdb/blocks",
        """
        {"blocks":[{"ulid":"00000000000000000000000005","minTime":1000,"maxTime":2000,"stats":{"numSamples":30,"numSeries":10,"numChunks":20},"compaction":{"level":2,"sources":["00000000000000000000000003","00000000000000000000000004"]},"version":1}]}
        """)]
    [InlineData("scrape_pools", """{"scrapePools":["web"]}""")]
    [InlineData(
        "alertmanagers",
        """{"activeAlertmanagers":[{"url":"http://127.0.0.1:9093/api/v2/alerts"}],"droppedAlertmanagers":[]}""")]
    [InlineData("alerts", """{"alerts":[]}""")]
    [InlineData("metadata", "{}")]
    [InlineData("targets/metadata", "[]")]
    [InlineData("rules?rule_group[]=none", """{"groups":[]}""")]
    [InlineData("targets?state=dropped&scrapePool=none", """{"activeTargets":[],"droppedTargets":[],"droppedTargetCounts":{"web":1}}""")]
    public async Task What_the_server_knows_has_Prometheus_s_form(string path, string data)
    {
        await using var server = await ApiServer.StartAsync();
        await server.ApplyAsync(TwoTargets);

        Assert.Equal((200, $$"""{"status":"success","data":{{data}}}"""), await server.GetAsync(path));
    }

    [Fact]
    public async Task The_build_is_a_Prometheus_that_clients_know_with_Belfry_s_version_beside_it()
    {
        await using var server = await ApiServer.StartAsync();

        var build = await server.DataAsync("status/buildinfo");

        Assert.Equal("3.14.0", build.GetProperty("version").GetString());
        Assert.Equal("7.8.9", build.GetProperty("belfryVersion").GetString());
    }

    [Fact]
    public async Task The_runtime_tells_of_the_configuration_and_the_retention()
    {
        await using var server = await ApiServer.StartAsync();

        var runtime = await server.DataAsync("status/runtimeinfo");

        Assert.Equal("2024-02-29T01:02:03.0000000Z", runtime.GetProperty("startTime").GetString());
        Assert.Equal("2024-02-29T01:02:04.0000000Z", runtime.GetProperty("lastConfigTime").GetString());
        Assert.True(runtime.GetProperty("reloadConfigSuccess").GetBoolean());
        Assert.Equal("15d", runtime.GetProperty("storageRetention").GetString());
    }

    [Theory]
    [InlineData("0", "limit must be a positive number")]
    [InlineData("x", "limit must be a positive number")]
    [InlineData("10001", "limit must not exceed 10000")]
    public async Task A_limit_of_the_head_s_statistics_is_held(string limit, string message)
    {
        await using var server = await ApiServer.StartAsync();

        Assert.Equal(
            (400, $$"""{"status":"error","errorType":"bad_data","error":"{{message}}"}"""),
            await server.GetAsync("status/tsdb?limit=" + limit));
    }

    [Fact]
    public async Task A_target_is_shown_with_what_it_was_discovered_as()
    {
        await using var server = await ApiServer.StartAsync();
        await server.ApplyAsync(TwoTargets);

        var targets = await server.DataAsync("targets");

        var active = Assert.Single(targets.GetProperty("activeTargets").EnumerateArray());
        Assert.Equal("http://127.0.0.1:9/metrics", active.GetProperty("scrapeUrl").GetString());
        Assert.Equal(
            """{"instance":"127.0.0.1:9","job":"web","team":"x"}""", active.GetProperty("labels").GetRawText());
        Assert.Equal("127.0.0.1:9", active.GetProperty("discoveredLabels").GetProperty("__address__").GetString());
        Assert.Equal("web", active.GetProperty("scrapePool").GetString());
        Assert.Equal("1h", active.GetProperty("scrapeInterval").GetString());
        Assert.Equal("1m", active.GetProperty("scrapeTimeout").GetString());
        Assert.Equal("unknown", active.GetProperty("health").GetString());
        Assert.Equal("0001-01-01T00:00:00Z", active.GetProperty("lastScrape").GetString());
        var dropped = Assert.Single(targets.GetProperty("droppedTargets").EnumerateArray());
        Assert.Equal("127.0.0.1:10", dropped.GetProperty("discoveredLabels").GetProperty("__address__").GetString());
        Assert.Equal("""{"web":1}""", targets.GetProperty("droppedTargetCounts").GetRawText());
    }

    [Fact]
    public async Task A_rule_group_is_shown_with_all_of_its_rules()
    {
        await using var server = await ApiServer.StartAsync();
        await server.ApplyAsync("global: {}", TwoGroups);

        var groups = (await server.DataAsync("rules")).GetProperty("groups");

        Assert.Equal(2, groups.GetArrayLength());
        Assert.Equal(
            """{"name":"first","file":"rules.yml","rules":[{"name":"job:hits","query":"sum by (job) (hits)","labels":{"a":"2","z":"1"},"health":"unknown","evaluationTime":0,"lastEvaluation":"0001-01-01T00:00:00Z","type":"recording"},{"state":"unknown","name":"Down","query":"up == 0","duration":300,"keepFiringFor":0,"labels":{"severity":"page"},"annotations":{"summary":"gone"},"alerts":[],"health":"unknown","evaluationTime":0,"lastEvaluation":"0001-01-01T00:00:00Z","type":"alerting"}],"interval":30,"limit":0,"evaluationTime":0,"lastEvaluation":"0001-01-01T00:00:00Z"}""",
            groups[0].GetRawText());
    }

    [Theory]
    [InlineData("rules?type=alert", "Down,Slow")]
    [InlineData("rules?type=record", "job:hits")]
    [InlineData("rules?rule_name[]=Slow", "Slow")]
    [InlineData("rules?rule_group[]=first", "job:hits,Down")]
    [InlineData("rules?file[]=other.yml", "")]
    [InlineData("rules?match[]={severity=\"page\"}", "Down")]
    [InlineData("rules?match[]={severity=\"page\"}&match[]={z=\"1\"}", "job:hits,Down")]
    [InlineData("rules?group_limit=1", "job:hits,Down")]
    public async Task Rules_can_be_asked_for_by_what_they_are(string path, string names)
    {
        await using var server = await ApiServer.StartAsync();
        await server.ApplyAsync("global: {}", TwoGroups);

        Assert.Equal(names, NamesOf(await server.DataAsync(path)));
    }

    [Fact]
    public async Task Rule_groups_come_page_by_page()
    {
        await using var server = await ApiServer.StartAsync();
        await server.ApplyAsync("global: {}", TwoGroups);

        var token = (await server.DataAsync("rules?group_limit=1")).GetProperty("groupNextToken").GetString();
        var second = await server.DataAsync("rules?group_limit=1&group_next_token=" + token);

        Assert.Equal("Slow", NamesOf(second));
        Assert.False(second.TryGetProperty("groupNextToken", out _));
    }

    [Theory]
    [InlineData("rules?type=x", "invalid parameter \"type\": not supported value \"x\"")]
    [InlineData("rules?group_limit=0", "invalid parameter \"group_limit\": group_limit needs to be greater than 0")]
    [InlineData(
        "rules?group_next_token=x",
        "invalid parameter \"group_next_token\": group_limit needs to be present in order to paginate over the groups")]
    [InlineData(
        "rules?group_limit=1&group_next_token=x",
        "invalid parameter \"group_next_token\": invalid group_next_token 'x'. were rule groups changed?")]
    public async Task A_question_about_rules_that_cannot_be_answered_is_refused(string path, string message)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.GetAsync(path);

        using var document = JsonDocument.Parse(body);
        Assert.Equal((400, message), (status, document.RootElement.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Administration_asks_the_store()
    {
        await using var server = await ApiServer.StartAsync();

        var deleted = await server.PostAsync("admin/tsdb/delete_series?match[]=up&match[]={a=\"b\"}&start=1&end=2");
        var cleaned = await server.PostAsync("admin/tsdb/clean_tombstones");
        var copied = await server.PostAsync("admin/tsdb/snapshot?skip_head=true");

        Assert.Equal((204, ""), deleted);
        Assert.Equal((204, ""), cleaned);
        Assert.Equal((200, """{"status":"success","data":{"name":"20240229T010203Z-1"}}"""), copied);
        Assert.Equal(
            ["delete __name__=\"up\" 1000..2000", "delete a=\"b\" 1000..2000", "clean", "snapshot skipHead=True"],
            server.Administration.Calls);
    }

    [Theory]
    [InlineData("delete_series?match[]=up")]
    [InlineData("clean_tombstones")]
    [InlineData("snapshot")]
    public async Task Without_its_flag_administration_is_refused(string path)
    {
        await using var server = await ApiServer.StartAsync();
        server.Server.IsAdminEnabled = false;

        var (status, body) = await server.PostAsync("admin/tsdb/" + path);

        Assert.Equal(
            (500, """{"status":"error","errorType":"unavailable","error":"admin APIs disabled"}"""), (status, body));
        Assert.Empty(server.Administration.Calls);
    }

    [Theory]
    [InlineData("delete_series", "no match[] parameter provided")]
    [InlineData(
        "snapshot?skip_head=x",
        "invalid parameter \"skip_head\": unable to parse boolean: strconv.ParseBool: parsing \"x\": invalid syntax")]
    public async Task Administration_that_makes_no_sense_is_refused(string path, string message)
    {
        await using var server = await ApiServer.StartAsync();

        var (status, body) = await server.PostAsync("admin/tsdb/" + path);

        using var document = JsonDocument.Parse(body);
        Assert.Equal((400, message), (status, document.RootElement.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_disk_that_fails_is_an_internal_error_with_its_message()
    {
        await using var server = await ApiServer.StartAsync();
        server.Administration.Failure = new StorageFailureException("no room", "x", -1, "make room");

        var (status, body) = await server.PostAsync("admin/tsdb/clean_tombstones");

        Assert.Equal(500, status);
        Assert.Contains("\"errorType\":\"internal\",\"error\":\"no room", body);
    }

    private static string NamesOf(JsonElement data) => string.Join(
        ',',
        data.GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .Select(rule => rule.GetProperty("name").GetString()));
}
