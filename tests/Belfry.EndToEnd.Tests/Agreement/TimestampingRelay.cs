using System.Globalization;
using System.Net;
using System.Text;
using Belfry.EndToEnd.Tests.Processes;

namespace Belfry.EndToEnd.Tests.Agreement;

/// <summary>
/// Stands before a real exporter so that two servers that scrape at different moments store the very same samples: it
/// fetches the exporter once per period and serves each body with the fetch's time as the timestamp of every sample.
/// Times lie off whole seconds, because the range of Prometheus before 3.0 is closed on the left.
/// </summary>
internal sealed class TimestampingRelay : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient http = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly string exporterUrl;
    private volatile byte[] body = [];

    internal TimestampingRelay(string exporterUrl)
    {
        this.exporterUrl = exporterUrl;
        Port = RunningProcess.FreePort();
        listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));
        listener.Start();
        _ = FetchAsync();
        _ = ServeAsync();
    }

    internal int Port { get; }

    internal bool HasBody => body.Length > 0;

    private async Task FetchAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var text = await http.GetStringAsync(exporterUrl, stopping.Token);
                var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
                var timestampMs = (now % 1000) == 0 ? now + 1 : now;
                body = Encoding.UTF8.GetBytes(Stamp(text, timestampMs.ToString(CultureInfo.InvariantCulture)));
                await Task.Delay(TimeSpan.FromSeconds(2), stopping.Token);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static string Stamp(string text, string timestampMs) => string.Join('\n', text.Split('\n')
        .Select(line => line.Length == 0 || line[0] == '#' ? line : $"{line} {timestampMs}"));

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    public void Dispose()
    {
        stopping.Cancel();
        listener.Close();
        http.Dispose();
        stopping.Dispose();
    }
}
