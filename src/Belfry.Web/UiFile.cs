using Microsoft.Net.Http.Headers;

namespace Belfry.Web;

/// <summary>
/// One file of the page: its path below the root without a leading slash, as is and in the encodings it was packed in.
/// Immutable; any thread may use it.
/// </summary>
internal sealed class UiFile(string path, UiContent plain, UiContent? brotli, UiContent? gzip)
{
    private const string OctetStream = "application/octet-stream";

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".woff2"] = "font/woff2",
    };

    internal string Path { get; } = path;

    internal string ContentType { get; } =
        ContentTypes.GetValueOrDefault(System.IO.Path.GetExtension(path), OctetStream);

    /// <summary>Whether the name carries the hash of the content, so that another content has another name.</summary>
    internal bool IsImmutable { get; } = path.StartsWith("assets/", StringComparison.Ordinal);

    /// <summary>
    /// The smallest form the client accepts, with the name of its encoding; null is "as is". Brotli alone would not do:
    /// over plain HTTP browsers offer it to localhost only.
    /// </summary>
    internal (UiContent Content, string? Encoding) Negotiate(IList<StringWithQualityHeaderValue> accepted)
    {
        if (brotli is not null && IsAccepted(accepted, "br"))
        {
            return (brotli, "br");
        }
        return gzip is not null && IsAccepted(accepted, "gzip") ? (gzip, "gzip") : (plain, null);
    }

    private static bool IsAccepted(IList<StringWithQualityHeaderValue> accepted, string encoding)
    {
        var named = accepted.FirstOrDefault(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(one => one.Value == "*");
        return named is not null && named.Quality is not 0;
    }
}
