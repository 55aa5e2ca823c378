using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Belfry.Configuration.Prometheus;
using Belfry.Model;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Fetches over HTTP with the client that the job configures. The body is read into a pooled buffer and cut off at the
/// size limit, so an endless one costs no more than that.
/// </summary>
internal sealed class HttpFetcher : ITargetFetcher
{
    // Without a configured limit: no exposition is that large, and an endless body must end somewhere.
    private const long BodySizeBytesMax = 1L << 30;

    private readonly HttpMessageInvoker client;
    private readonly TimeProvider clock;
    private readonly HttpAuthentication authentication;
    private readonly string accept;
    private readonly string userAgent;
    private readonly string acceptEncoding;
    private readonly long bodySizeBytesMax;

    internal HttpFetcher(ScrapeConfig config, ScrapeOptions options, HttpMessageHandler handler, TimeProvider clock)
    {
        client = new HttpMessageInvoker(handler, disposeHandler: true);
        this.clock = clock;
        authentication = new HttpAuthentication(config.HttpClient);
        accept = ContentNegotiation.Accept(config.ScrapeProtocols, config.MetricNameEscapingScheme);
        userAgent = "Belfry/" + options.Version;
        acceptEncoding = config.EnableCompression ? "gzip" : "identity";
        bodySizeBytesMax = BodyLimit(config);
    }

    /// <summary>The most bytes, decompressed, that a body of this job may have.</summary>
    internal static long BodyLimit(ScrapeConfig config) =>
        config.Limits.BodySize.Bytes > 0 ? config.Limits.BodySize.Bytes : BodySizeBytesMax;

    public async Task<string> FetchAsync(
        string url, TimeSpan timeout, BodyBuffer body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = Request(url, timeout);
            using var response = await client.SendAsync(request, either.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new ScrapeFailedException(
                    $"server returned HTTP status {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
            }

            await ReadBodyAsync(response, body, either.Token);
            return ContentType(response);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ScrapeFailedException($"Get {QuotedText.Quote(url)}: context deadline exceeded", exception);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or InvalidDataException or SocketException
                or AuthenticationException or UriFormatException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ScrapeFailedException($"Get {QuotedText.Quote(url)}: {FetchFailure.Words(exception)}", exception);
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Request(string url, TimeSpan timeout)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        var headers = request.Headers;
        headers.TryAddWithoutValidation("Accept", accept);
        headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);
        headers.TryAddWithoutValidation("User-Agent", userAgent);
        headers.TryAddWithoutValidation(
            "X-Prometheus-Scrape-Timeout-Seconds", timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in authentication.Headers())
        {
            headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static string ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";

    private async Task ReadBodyAsync(HttpResponseMessage response, BodyBuffer body, CancellationToken cancellationToken)
    {
        await using var raw = await response.Content.ReadAsStreamAsync(cancellationToken);
        var isCompressed = response.Content.Headers.ContentEncoding.Contains("gzip", StringComparer.OrdinalIgnoreCase);
        await using var stream = isCompressed ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        while (true)
        {
            var read = await stream.ReadAsync(body.Free(), cancellationToken);
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
}
