using System.IO.Compression;
using System.Net.Sockets;
using Belfry.Configuration.Prometheus;
using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Fetches one target over plain HTTP/1.1 on a connection that is kept, straight from the socket into the buffer: a
/// quarter of what the general client costs for a small exposition. Redirects and everything but plain `http` are left
/// to <see cref="HttpFetcher"/>. Owned by the target's loop.
/// </summary>
internal sealed class SocketFetcher : IDisposable
{
    private readonly Uri url;
    private readonly TimeProvider clock;
    private readonly HttpRequestText request;
    private readonly long bodySizeBytesMax;
    private readonly bool followsRedirects;
    private TargetConnection? idle;
    private string lastContentType = "";

    private SocketFetcher(Uri url, ScrapeTarget target, ScrapeConfig config, ScrapeOptions options, TimeProvider clock)
    {
        this.url = url;
        this.clock = clock;
        request = new HttpRequestText(url, target.Timeout, config, options);
        bodySizeBytesMax = HttpFetcher.BodyLimit(config);
        followsRedirects = config.HttpClient.FollowRedirects;
    }

    /// <summary>A fetcher for the target, or null when it needs the general client.</summary>
    internal static SocketFetcher? TryCreate(
        ScrapeTarget target, ScrapeConfig config, ScrapeOptions options, TimeProvider clock)
    {
        var client = config.HttpClient;
        var isPlain = Uri.TryCreate(target.Url, UriKind.Absolute, out var url) && url.Scheme == "http"
            && url.UserInfo.Length == 0 && client.Proxy.Url is null && !client.Proxy.FromEnvironment
            && client.OAuth2 is null;
        return isPlain ? new SocketFetcher(url!, target, config, options, clock) : null;
    }

    /// <summary>
    /// Fetches into <paramref name="body"/>, decompressed; the content type, empty when there was none. Null when the
    /// target redirects: then the general client has to ask again.
    /// </summary>
    /// <exception cref="ScrapeFailedException">The target gave no good answer in time.</exception>
    /// <exception cref="OperationCanceledException">The loop is stopping.</exception>
    internal async Task<string?> FetchAsync(TimeSpan timeout, BodyBuffer body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        TargetConnection? connection = null;
        try
        {
            (connection, var headLength) = await AskAsync(body, either.Token);
            if (!ResponseHead.TryRead(body.Span[..(headLength - 4)], lastContentType, out var head))
            {
                throw new IOException("malformed HTTP response");
            }

            if (head.Status != 200)
            {
                return head.Status is >= 300 and < 400 and not 304 && followsRedirects
                    ? null
                    : throw new ScrapeFailedException(
                        $"server returned HTTP status {head.Status} {head.Reason}".TrimEnd());
            }

            body.RemoveStart(headLength);
            await connection.ReceiveBodyAsync(head, body, bodySizeBytesMax, either.Token);
            if (head.KeepsAlive && (head.IsChunked || head.ContentLengthBytes >= 0))
            {
                idle = connection;
                connection = null;
            }

            if (head.IsGzip)
            {
                Decompress(body);
            }

            lastContentType = head.ContentType;
            return head.ContentType;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed("context deadline exceeded", exception);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or SocketException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(FetchFailure.Words(exception), exception);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    public void Dispose() => idle?.Dispose();

    // A kept connection may have been closed by the target meanwhile; that is noticed now and not the target's failure.
    private async Task<(TargetConnection Connection, int HeadLength)> AskAsync(
        BodyBuffer body, CancellationToken cancellationToken)
    {
        var bytes = request.Bytes();
        if (idle is { } kept)
        {
            idle = null;
            var length = await TryAskKeptAsync(kept, bytes, body, cancellationToken);
            if (length >= 0)
            {
                return (kept, length);
            }

            kept.Dispose();
            body.Truncate(0);
        }

        var connection = new TargetConnection();
        try
        {
            await connection.ConnectAsync(url.DnsSafeHost, url.Port, cancellationToken);
            await connection.SendAsync(bytes, cancellationToken);
            var length = await connection.ReceiveHeadAsync(body, cancellationToken);
            return length >= 0 ? (connection, length) : throw new IOException("EOF");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static async Task<int> TryAskKeptAsync(
        TargetConnection kept, ReadOnlyMemory<byte> bytes, BodyBuffer body, CancellationToken cancellationToken)
    {
        try
        {
            await kept.SendAsync(bytes, cancellationToken);
            return await kept.ReceiveHeadAsync(body, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
        {
            return -1;
        }
        catch
        {
            kept.Dispose();
            throw;
        }
    }

    private void Decompress(BodyBuffer body)
    {
        using var packed = body.Detach();
        using var source = packed.AsStream();
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        while (true)
        {
            var read = gzip.Read(body.Free().Span);
            if (read == 0)
            {
                return;
            }

            body.Advance(read);
            if (body.LengthBytes > bodySizeBytesMax)
            {
                throw new ScrapeFailedException("body size limit exceeded") { IsBodyTooLarge = true };
            }
        }
    }

    private ScrapeFailedException Failed(string words, Exception exception) =>
        new($"Get {QuotedText.Quote(url.OriginalString)}: {words}", exception);
}
