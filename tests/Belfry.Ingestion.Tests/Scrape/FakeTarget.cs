using System.Net;
using System.Net.Sockets;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Tests.Scrape;

/// <summary>
/// An HTTP server that answers as a test says, byte for byte, well or badly. Connections are kept alive while the
/// answer
/// returns true. Listens on the loopback at a free port.
/// </summary>
internal sealed class FakeTarget : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> connections = [];
    private readonly List<string> requests = [];
    private readonly Task accepting;

    internal FakeTarget()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Answers one request; false closes the connection.</summary>
    internal Func<NetworkStream, CancellationToken, Task<bool>> Answer { get; set; } = Text("a 1\n");

    internal string Address => listener.LocalEndpoint.ToString()!;

    internal int ConnectionCount { get; private set; }

    /// <summary>The heads of all requests so far.</summary>
    internal IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>A good answer of the text format.</summary>
    internal static Func<NetworkStream, CancellationToken, Task<bool>> Text(
        string body, string contentType = "text/plain; version=0.0.4") =>
        Raw($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    internal static Func<NetworkStream, CancellationToken, Task<bool>> Raw(string answer, bool keepAlive = true) =>
        Raw(TextEncoding.UTF8.GetBytes(answer), keepAlive);

    internal static Func<NetworkStream, CancellationToken, Task<bool>> Raw(byte[] answer, bool keepAlive = true) =>
        async (stream, cancellationToken) =>
        {
            await stream.WriteAsync(answer, cancellationToken);
            return keepAlive;
        };

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(connections);
        stopping.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                ConnectionCount++;
                connections.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadHeadAsync(stream) is { } head)
                {
                    lock (requests)
                    {
                        requests.Add(head);
                    }

                    if (!await Answer(stream, stopping.Token))
                    {
                        return;
                    }
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stopping.Token) == 1)
        {
            head.Add(one[0]);
            if (head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'])
            {
                return TextEncoding.UTF8.GetString([.. head]);
            }
        }

        return null;
    }
}
