using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Belfry.Web;

/// <summary>
/// The bytes of a file in one encoding, with the strong entity tag of exactly these bytes. `open` gives a new stream at
/// each call; whoever calls it closes the stream.
/// </summary>
internal sealed class UiContent
{
    private const int TagBytes = 12;

    private readonly Func<Stream> open;

    internal UiContent(Func<Stream> open)
    {
        this.open = open;
        using var stream = open();
        var tag = Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, TagBytes));
        EntityTag = new EntityTagHeaderValue($"\"{tag}\"");
    }

    internal EntityTagHeaderValue EntityTag { get; }

    internal Stream Open() => open();
}
