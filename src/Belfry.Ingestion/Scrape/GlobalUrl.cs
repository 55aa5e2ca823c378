namespace Belfry.Ingestion.Scrape;

/// <summary>A target's URL as others reach it.</summary>
internal static class GlobalUrl
{
    /// <summary>
    /// Replaces a loopback host by the host of the external URL; when the port is our own too, the target is this
    /// process and everything before the path is replaced.
    /// </summary>
    internal static string Of(Uri url, ScrapeOptions options)
    {
        var isLoopback = url.DnsSafeHost is "127.0.0.1" or "localhost" or "::1";
        if (!isLoopback || options.ExternalUrl is not { } external)
        {
            return url.OriginalString;
        }

        var isOwn = options.ListenAddress.EndsWith($":{url.Port}", StringComparison.Ordinal);
        var authority = isOwn ? external.Authority : $"{external.Host}:{url.Port}";
        return $"{(isOwn ? external.Scheme : url.Scheme)}://{authority}{url.PathAndQuery}";
    }
}
