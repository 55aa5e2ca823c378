using System.Buffers;

namespace Belfry.Ingestion.Scrape;

/// <summary>Takes the media type out of a <c>Content-Type</c>. What it refuses, and in which words, is Go's.</summary>
internal static class MediaType
{
    // Source: RFC 9110, "token".
    private static readonly SearchValues<char> TokenLetters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Gives the type in lower case, without parameters; what is wrong comes back, else null.</summary>
    internal static string? TryParse(string contentType, out string mediaType)
    {
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        mediaType = (end < 0 ? contentType : contentType[..end]).Trim().ToLowerInvariant();
        var name = TokenLength(mediaType);
        if (name == 0)
        {
            return "mime: no media type";
        }

        if (name == mediaType.Length)
        {
            return null;
        }

        if (mediaType[name] != '/')
        {
            return "mime: expected slash after first token";
        }

        var subtype = TokenLength(mediaType.AsSpan(name + 1));
        return subtype == 0 ? "mime: expected token after slash"
            : name + 1 + subtype < mediaType.Length ? "mime: unexpected content after media subtype"
            : null;
    }

    private static int TokenLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(TokenLetters);
        return end < 0 ? text.Length : end;
    }
}
