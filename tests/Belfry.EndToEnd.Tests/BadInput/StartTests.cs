using System.Runtime.InteropServices;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.BadInput;

/// <summary>A broken configuration at the start and at a reload, signals, and a folder in use.</summary>
public sealed class StartTests
{
    private const string Broken = """
        global:
          scrape_intervall: 15s
        scrape_configs:
          - job_name: a
            scrape_interval: soon
          - job_name: a
        """;

    private const string Good = "global: {scrape_interval: 15s}\n";
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_broken_file_ends_the_start_with_every_diagnostic_and_an_untouched_store()
    {
        using var configuration = new TemporaryFile("prometheus.yml", Broken);
        var data = Path.Combine(configuration.Folder, "data");
        using var server = new BelfryServer(data, [$"--config.file={configuration.Path}"]);

        server.Launch();

        Assert.Equal(1, await server.Process.ExitAsync());
        Assert.Contains("prometheus.yml:2:3: error: ", server.Output, StringComparison.Ordinal);
        Assert.Contains("did you mean `scrape_interval`", server.Output, StringComparison.Ordinal);
        Assert.Contains("prometheus.yml:5:22: error: ", server.Output, StringComparison.Ordinal);
        Assert.Contains("prometheus.yml:6:", server.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data), "the data folder was made");
    }

    [Fact]
    public async Task An_unknown_flag_ends_the_start_with_a_suggestion()
    {
        using var server = new BelfryServer("--web.enable-lifecicle");

        server.Launch();

        Assert.Equal(1, await server.Process.ExitAsync());
        Assert.Contains("did you mean `--web.enable-lifecycle`", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_at_a_reload_changes_nothing()
    {
        using var configuration = new TemporaryFile("prometheus.yml", Good);
        using var server = new BelfryServer($"--config.file={configuration.Path}");
        await server.StartAsync();
        configuration.Write(Broken);

        using var response = await ReloadAsync(server);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(500, (int)response.StatusCode);
        Assert.Contains("did you mean `scrape_interval`", text, StringComparison.Ordinal);
        Assert.Contains(
            "prometheus_config_last_reload_successful 0", await MetricsAsync(server), StringComparison.Ordinal);
        Assert.Contains("15s", await YamlAsync(server), StringComparison.Ordinal);

        configuration.Write("global: {scrape_interval: 17s}\n");
        using var second = await ReloadAsync(server);

        Assert.Equal(200, (int)second.StatusCode);
        Assert.Contains(
            "prometheus_config_last_reload_successful 1", await MetricsAsync(server), StringComparison.Ordinal);
        Assert.Contains("17s", await YamlAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SIGHUP_reloads()
    {
        using var configuration = new TemporaryFile("prometheus.yml", Good);
        using var server = new BelfryServer($"--config.file={configuration.Path}");
        await server.StartAsync();
        configuration.Write("global: {scrape_interval: 19s}\n");

        server.Process.Signal(PosixSignal.SIGHUP);

        await Eventually.TrueAsync(
            async () => (await YamlAsync(server)).Contains("19s", StringComparison.Ordinal),
            () => $"the configuration was not reloaded:\n{server.Output}");
    }

    [Fact]
    public async Task SIGTERM_ends_the_process_cleanly()
    {
        using var server = new BelfryServer();
        await server.StartAsync();

        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_query_that_does_not_parse_is_answered_with_its_place()
    {
        using var configuration = new TemporaryFile("prometheus.yml", Good);
        using var server = new BelfryServer($"--config.file={configuration.Path}");
        await server.StartAsync();

        using var response = await Http.GetAsync(
            $"{server.Url}/api/v1/query?query=sum(rate(up[5m])", TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(
            "\"errorType\":\"bad_data\",\"error\":\"invalid parameter \\\"query\\\": 1:",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused()
    {
        using var configuration = new TemporaryFile("prometheus.yml", Good);
        using var first = new BelfryServer($"--config.file={configuration.Path}");
        await first.StartAsync();
        using var second = new BelfryServer(first.DataFolder, [$"--config.file={configuration.Path}"]);

        second.Launch();

        Assert.Equal(1, await second.Process.ExitAsync());
        Assert.Contains(first.DataFolder, second.Output, StringComparison.Ordinal);
        Assert.Single(await first.QueryAsync("vector(1)"));
    }

    private static Task<HttpResponseMessage> ReloadAsync(BelfryServer server) =>
        Http.PostAsync($"{server.Url}/-/reload", null, TestContext.Current.CancellationToken);

    private static Task<string> MetricsAsync(BelfryServer server) =>
        Http.GetStringAsync($"{server.Url}/metrics", TestContext.Current.CancellationToken);

    private static async Task<string> YamlAsync(BelfryServer server) =>
        (await server.ApiAsync("status/config")).GetProperty("yaml").GetString()!;
}
