using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Belfry.Web;

/// <summary>
/// The bytes of a file in one encoding, with the strong entity tag of exactly these bytes. `open` gives a new stream at
/// each call; whoever calls it closes the stream. The tag is computed when it is first asked for: a start that nobody
/// looks at reads no file. Thread-safe if `open` is.
/// </summary>
internal sealed class UiContent
{
    private const int TagBytes = 12;

    private readonly Func<Stream> open;

    // Two threads may compute it at once; both get the same.
    private volatile EntityTagHeaderValue? entityTag;

    internal UiContent(Func<Stream> open) => this.open = open;

    internal EntityTagHeaderValue EntityTag => entityTag ??= TagOf(open);

    internal Stream Open() => open();

    private static EntityTagHeaderValue TagOf(Func<Stream> open)
    {
        using var stream = open();
        var tag = Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, TagBytes));
        return new EntityTagHeaderValue($"\"{tag}\"");
    }
}
