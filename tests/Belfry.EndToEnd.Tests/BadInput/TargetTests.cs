using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Belfry.EndToEnd.Tests.Processes;
using Xunit;

namespace Belfry.EndToEnd.Tests.BadInput;

/// <summary>Targets that misbehave are down with their error shown, and others are not disturbed.</summary>
public sealed class TargetTests : IDisposable
{
    private const string Headers = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\n";
    private readonly List<TcpListener> listeners = [];

    public void Dispose() => listeners.ForEach(listener => listener.Dispose());

    [Fact]
    public async Task Each_bad_target_is_down_with_its_error_and_the_good_one_is_up()
    {
        var good = Serve(stream => WriteAsync(stream, $"{Headers}Content-Length: 7\r\n\r\ngood 1\n"));
        var garbage = Serve(stream => WriteAsync(stream, $"{Headers}Content-Length: 11\r\n\r\n\u0001no {{{{ sense"));
        var endless = Serve(async stream =>
        {
            await WriteAsync(stream, $"{Headers}Connection: close\r\n\r\n");
            while (true)
            {
                await WriteAsync(stream, "endless_metric 1\n");
            }
        });
        var silent = Serve(_ => Task.Delay(Timeout.Infinite));
        var html = Serve(stream => WriteAsync(
            stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"));
        var failing = Serve(stream => WriteAsync(stream, "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"));
        var absent = RunningProcess.FreePort();
        int[] bad = [garbage, endless, silent, html, failing, absent];
        var targets = string.Join(", ", bad.Select(port => $"'127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}'"));
        using var configuration = new TemporaryFile("prometheus.yml", string.Create(CultureInfo.InvariantCulture, $"""
            global: {"{"}scrape_interval: 1s, scrape_timeout: 1s, body_size_limit: 1MB{"}"}
            scrape_configs:
              - job_name: bad
                static_configs:
                  - targets: [{targets}]
              - job_name: good
                static_configs:
                  - targets: ['127.0.0.1:{good}']
            """));
        using var server = new BelfryServer($"--config.file={configuration.Path}");
        await server.StartAsync();

        await Eventually.TrueAsync(
            async () => (await server.QueryAsync("count_over_time(up{job='bad'}[1m]) >= 2")).Length == bad.Length,
            () => $"not all targets were scraped twice:\n{server.Output}");

        Assert.Empty(await server.QueryAsync("up{job='bad'} == 1"));
        Assert.Single(await server.QueryAsync("up{job='good'} == 1"));
        Assert.Single(await server.QueryAsync("good"));
        Assert.Empty(await server.QueryAsync("endless_metric"));
        var errors = await ErrorsAsync(server);
        Assert.Contains("500", errors[failing], StringComparison.Ordinal);
        Assert.Contains("body size limit", errors[endless], StringComparison.Ordinal);
        Assert.Contains("text/html", errors[html], StringComparison.Ordinal);
        Assert.All([garbage, silent, absent], port => Assert.NotEmpty(errors[port]));
        Assert.Equal("", errors[good]);
    }

    private static async Task<Dictionary<int, string>> ErrorsAsync(BelfryServer server) =>
        (await server.ApiAsync("targets")).GetProperty("activeTargets").EnumerateArray().ToDictionary(
            target => new Uri(target.GetProperty("scrapeUrl").GetString()!).Port,
            target => target.GetProperty("lastError").GetString()!);

    private int Serve(Func<NetworkStream, Task> answer)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        listeners.Add(listener);
        _ = AcceptAsync(listener, answer);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AcceptAsync(TcpListener listener, Func<NetworkStream, Task> answer)
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(), answer);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(TcpClient client, Func<NetworkStream, Task> answer)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = new byte[8192];
                while (await stream.ReadAsync(request) > 0)
                {
                    await answer(stream);
                }
            }
            catch (IOException)
            {
                // The scraper has had enough.
            }
        }
    }

    private static Task WriteAsync(NetworkStream stream, string text) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();
}
