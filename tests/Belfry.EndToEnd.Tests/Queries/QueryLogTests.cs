using System.Text.Json;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Queries;

public sealed class QueryLogTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("belfry-querylog-").FullName;

    [Fact]
    public async Task Queries_are_logged_while_the_configuration_says_so()
    {
        var config = Path.Combine(folder, "prometheus.yml");
        var log = Path.Combine(folder, "queries.log");
        await WriteAsync(config, $"global:\n  query_log_file: {log}\n");
        using var server = new BelfryServer(
            $"--config.file={config}", "--enable-feature=promql-experimental-functions");
        await server.StartAsync();

        await server.ApiAsync("query?query=info(up)&time=60");
        var line = JsonDocument.Parse(await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));

        Assert.Equal("info(up)", line.RootElement.GetProperty("params").GetProperty("query").GetString());
        Assert.Equal("/api/v1/query", line.RootElement.GetProperty("httpRequest").GetProperty("path").GetString());

        await WriteAsync(config, "global: {}\n");
        using var http = new HttpClient();
        using var reloaded = await http.PostAsync(
            $"{server.Url}/-/reload", null, TestContext.Current.CancellationToken);
        Assert.True(reloaded.IsSuccessStatusCode);
        await server.ApiAsync("query?query=2&time=60");
        Assert.Single(await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_query_that_a_crash_ended_is_told_at_the_next_start()
    {
        using var server = new BelfryServer();
        await server.StartAsync();
        Assert.Equal(0, await server.StopAsync());
        var path = Path.Combine(server.DataFolder, "queries.active");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal((byte)'[', bytes[0]);
        "{\"query\":\"max(slow)\",\"timestamp_sec\":1}"u8.CopyTo(bytes.AsSpan(1));
        bytes[1000] = (byte)',';
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        await server.StartAsync();

        Assert.Contains("queries did not finish in the last run", server.Output, StringComparison.Ordinal);
        Assert.Contains("max(slow)", server.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task WriteAsync(string path, string text) =>
        File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
}
