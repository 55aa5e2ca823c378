using System.Diagnostics;
using System.Globalization;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.Durability;

/// <summary>
/// A data folder on a small file system of its own that fills up: writes fail loudly, the process lives and answers,
/// and goes on when there is room. Mounting needs root; elsewhere the test is skipped.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private static readonly HttpClient Http = new();
    private readonly string folder = Directory.CreateTempSubdirectory("belfry-full-").FullName;
    private readonly long firstMs = DateTimeOffset.UtcNow.AddMinutes(-20).ToUnixTimeMilliseconds();
    private readonly List<int> acknowledged = [];
    private int step;

    public void Dispose()
    {
        Run("umount", folder);
        Directory.Delete(folder);
    }

    [Fact]
    public async Task A_full_disk_refuses_samples_until_there_is_room()
    {
        if (!Environment.IsPrivilegedProcess || Run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder) != 0)
        {
            Assert.Skip("a small file system cannot be mounted here (root is needed)");
        }

        using var configuration = new TemporaryFile("prometheus.yml", "global: {scrape_interval: 1h}\n");
        using var server = new BelfryServer(Path.Combine(folder, "data"), [$"--config.file={configuration.Path}"]);
        await server.StartAsync();
        Assert.Equal(204, await SendAsync(server));

        Fill(Path.Combine(folder, "filler"));

        var status = 204;
        for (var attempt = 0; attempt < 2_000 && status == 204; attempt++)
        {
            status = await SendAsync(server);
        }

        Assert.Equal(500, status);
        Assert.Contains("journal", server.Output, StringComparison.Ordinal);
        Assert.NotEmpty(await server.QueryAsync("vector(1)"));

        File.Delete(Path.Combine(folder, "filler"));

        await Eventually.TrueAsync(
            async () => await SendAsync(server) == 204, () => $"writes did not recover:\n{server.Output}");
        await VerifyAsync(server);
        server.Kill();
        await server.StartAsync();
        await VerifyAsync(server);
    }

    private async Task<int> SendAsync(BelfryServer server)
    {
        var number = step++;
        using var content = new ByteArrayContent(RemoteWriteBody.Of(Enumerable.Range(0, 50).Select(series =>
            (new[] { ("__name__", "full"), ("series", series.ToString("D4", CultureInfo.InvariantCulture)) },
            firstMs + number, (double)number))));
        content.Headers.ContentType = new("application/x-protobuf");
        content.Headers.ContentEncoding.Add("snappy");
        using var response = await Http.PostAsync(
            $"{server.Url}/api/v1/write", content, TestContext.Current.CancellationToken);
        if (response.IsSuccessStatusCode)
        {
            acknowledged.Add(number);
        }

        return (int)response.StatusCode;
    }

    private async Task VerifyAsync(BelfryServer server)
    {
        var answer = await server.ApiAsync("query?query=full[30m]");
        var series = answer.GetProperty("result").EnumerateArray().ToList();
        Assert.Equal(50, series.Count);
        Assert.All(series, one => Assert.Equal(
            acknowledged,
            one.GetProperty("values").EnumerateArray()
                .Select(point => int.Parse(point[1].GetString()!, CultureInfo.InvariantCulture))));
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
