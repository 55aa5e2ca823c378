using System.Globalization;

namespace Belfry.Ingestion.Scrape;

/// <summary>A target's URL as others reach it.</summary>
internal static class GlobalUrl
{
    /// <summary>
    /// Replaces a loopback host by the host of the external URL; when the port is our own too, the target is this
    /// process and everything before the path is replaced. A port counts only when it is written.
    /// </summary>
    internal static string Of(string url, ScrapeOptions options)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3 || options.ExternalUrl is not { } external)
        {
            return url;
        }

        var end = url.AsSpan(start).IndexOfAny('/', '?', '#');
        end = end < 0 ? url.Length : start + end;
        var (host, port) = Split(url[start..end]);
        if (host is not ("127.0.0.1" or "localhost" or "::1"))
        {
            return url;
        }

        var isOwn = port.Length > 0 && Split(options.ListenAddress).Port == port;
        var scheme = isOwn ? external.Scheme : url[..(start - 3)];
        var authority = isOwn ? Authority(external) : external.Host + (port.Length > 0 ? ":" + port : "");
        return $"{scheme}://{authority}{url[end..]}";
    }

    // As it was written: a port may be there though the scheme would not need it.
    private static string Authority(Uri url) => url.IsDefaultPort
        && url.OriginalString.Contains($":{url.Port.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)
            ? $"{url.Host}:{url.Port.ToString(CultureInfo.InvariantCulture)}"
            : url.Authority;

    private static (string Host, string Port) Split(string authority)
    {
        var colon = authority.LastIndexOf(':');
        var isPort = colon >= 0 && colon > authority.LastIndexOf(']') && authority.IndexOf(':') == colon
            || colon > 0 && authority[colon - 1] == ']';
        return ((isPort ? authority[..colon] : authority).Trim('[', ']'), isPort ? authority[(colon + 1)..] : "");
    }
}
