using Xunit;

namespace Belfry.Api.Tests.Prometheus;

public sealed class RelabelEndpointTests
{
    private const string Job = """
        scrape_configs:
        - job_name: web
          basic_auth: {username: me, password: hush}
          static_configs:
          - targets: ['127.0.0.1:9']
          relabel_configs:
          - {source_labels: [__address__], regex: '(.*):.*', target_label: host}
          - {source_labels: [host], regex: '127.*', action: drop}
        """;

    [Fact]
    public async Task Each_step_shows_what_it_makes_of_the_labels()
    {
        await using var server = await ApiServer.StartAsync();
        await server.ApplyAsync(Job);

        var labels = Uri.EscapeDataString("""{"__address__":"127.0.0.1:9"}""");
        var data = await server.DataAsync("targets/relabel_steps?scrapePool=web&labels=" + labels);

        Assert.Equal(
            """
            {"steps":[{"rule":{"source_labels":["__address__"],"separator":";","regex":"(.*):.*","target_label":"host",
            "replacement":"$1","action":"replace"},
            "output":{"__address__":"127.0.0.1:9","host":"127.0.0.1"},"keep":true},
            {"rule":{"source_labels":["host"],"separator":";","regex":"127.*","replacement":"$1","action":"drop"},
            "output":{},"keep":false}]}
            """.Replace("\n", "", StringComparison.Ordinal),
            data.GetRawText());
    }

    [Fact]
    public async Task A_job_is_shown_without_its_secrets()
    {
        await using var server = await ApiServer.StartAsync();
        await server.ApplyAsync(Job);

        var yaml = (await server.DataAsync("scrape_pools/config?scrapePool=web")).GetProperty("yaml").GetString()!;

        Assert.Contains("job_name: web", yaml, StringComparison.Ordinal);
        Assert.Contains("password: <secret>", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", yaml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scrape_pools/config", "no scrapePool parameter provided")]
    [InlineData("scrape_pools/config?scrapePool=x", "error retrieving scrape config: scrape pool \\\"x\\\" not found")]
    [InlineData("targets/relabel_steps?scrapePool=web", "no labels parameter provided")]
    [InlineData("targets/relabel_steps?scrapePool=web&labels=[]", "error parsing labels: not an object")]
    [InlineData("targets/relabel_steps?scrapePool=web&labels={", "error parsing labels: ")]
    [InlineData(
        "targets/relabel_steps?scrapePool=web&labels={%22a%22:1}", "error parsing labels: the value of \\\"a\\\"")]
    public async Task What_is_missing_or_wrong_is_said(string path, string message)
    {
        await using var server = await ApiServer.StartAsync();
        await server.ApplyAsync(Job);

        var (status, body) = await server.GetAsync(path);

        Assert.Equal(400, status);
        Assert.Contains($"\"errorType\":\"bad_data\",\"error\":\"{message}", body, StringComparison.Ordinal);
    }
}
