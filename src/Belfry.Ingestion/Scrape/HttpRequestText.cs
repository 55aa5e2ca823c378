using System.Globalization;
using System.Text;
using Belfry.Configuration.Prometheus;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// The request for a target as bytes of HTTP/1.1. Made once, unless secrets come from files, which may change. Owned by
/// one fetcher.
/// </summary>
internal sealed class HttpRequestText
{
    private readonly HttpAuthentication authentication;
    private readonly string beginning;
    private byte[]? made;

    internal HttpRequestText(Uri url, TimeSpan timeout, ScrapeConfig config, ScrapeOptions options)
    {
        authentication = new HttpAuthentication(config.HttpClient);
        var accept = ContentNegotiation.Accept(config.ScrapeProtocols, config.MetricNameEscapingScheme);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"User-Agent: Belfry/{options.Version}\r\nAccept: {accept}\r\n");
        text.Append("Accept-Encoding: ").Append(config.EnableCompression ? "gzip" : "identity").Append("\r\n");
        text.Append("X-Prometheus-Scrape-Timeout-Seconds: ");
        text.Append(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds}\r\n");
        beginning = text.ToString();
    }

    /// <summary>The bytes of the request as it is to be sent now.</summary>
    /// <exception cref="ScrapeFailedException">A secret's file cannot be read.</exception>
    internal ReadOnlyMemory<byte> Bytes()
    {
        if (made is not null)
        {
            return made;
        }

        var text = new StringBuilder(beginning);
        foreach (var (name, value) in authentication.Headers())
        {
            // A line end in a value would start another header.
            text.Append(name).Append(": ").Append(value.ReplaceLineEndings(" ")).Append("\r\n");
        }

        var bytes = TextEncoding.Latin1.GetBytes(text.Append("\r\n").ToString());
        made = authentication.IsConstant ? bytes : null;
        return bytes;
    }
}
