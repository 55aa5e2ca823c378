using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Belfry.EndToEnd.Tests.Processes;

/// <summary>An HTTP server that keeps the bodies it is sent and answers <c>ok</c>, as Slack's webhooks do.</summary>
internal sealed class MessageServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<string> messages = new();

    internal MessageServer()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{RunningProcess.FreePort()}/hook/");
        listener.Prefixes.Add(Url);
        listener.Start();
        _ = ServeAsync();
    }

    internal string Url { get; }

    internal IReadOnlyCollection<string> Messages => messages;

    /// <summary>Waits for a message that is meant, whether it has come already or not.</summary>
    internal async Task<string> NextAsync(Func<string, bool> isMeant, Func<string> log)
    {
        string? found = null;
        await Eventually.TrueAsync(
            () => Task.FromResult((found = messages.FirstOrDefault(isMeant)) is not null),
            () => $"no such message has arrived, only:\n{string.Join('\n', messages)}\n{log()}");
        return found!;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                messages.Enqueue(await reader.ReadToEndAsync());
                await context.Response.OutputStream.WriteAsync("ok"u8.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    public void Dispose() => listener.Close();
}
