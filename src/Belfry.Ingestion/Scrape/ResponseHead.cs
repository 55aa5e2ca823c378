using System.Buffers.Text;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// What a scrape needs of the head of an HTTP/1.x answer. Strict where two readers might disagree about where the body
/// ends: such an answer is refused.
/// </summary>
internal readonly struct ResponseHead
{
    internal int Status { get; private init; }

    internal string Reason { get; private init; }

    internal string ContentType { get; private init; }

    /// <summary>-1 when the head does not say.</summary>
    internal long ContentLengthBytes { get; private init; }

    internal bool IsChunked { get; private init; }

    internal bool IsGzip { get; private init; }

    internal bool KeepsAlive { get; private init; }

    /// <summary>Reads a head up to and with its last header's line end; false when it is not one.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> head, string lastContentType, out ResponseHead read)
    {
        read = default;
        var line = TakeLine(ref head);
        var isVersion11 = line.StartsWith("HTTP/1.1 "u8);
        if ((!isVersion11 && !line.StartsWith("HTTP/1.0 "u8)) || line.Length < 12
            || !Utf8Parser.TryParse(line.Slice(9, 3), out int status, out var used) || used != 3
            || (line.Length > 12 && line[12] != (byte)' '))
        {
            return false;
        }

        var reason = line.Length > 13 && status != 200 ? TextEncoding.Latin1.GetString(line[13..]) : "";
        var contentType = "";
        var length = -1L;
        var isChunked = false;
        var isGzip = false;
        var keepsAlive = isVersion11;
        while (!head.IsEmpty)
        {
            line = TakeLine(ref head);
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[0] is (byte)' ' or (byte)'\t')
            {
                return false;
            }

            var name = line[..colon];
            var value = line[(colon + 1)..].Trim(" \t"u8);
            switch (name.Length)
            {
                case 12 when Is(name, "content-type"):
                    contentType = Same(value, lastContentType);
                    break;
                case 14 when Is(name, "content-length"):
                    if (!Utf8Parser.TryParse(value, out ulong given, out used) || used != value.Length
                        || given > int.MaxValue || (length >= 0 && length != (long)given))
                    {
                        return false;
                    }

                    length = (long)given;
                    break;
                case 17 when Is(name, "transfer-encoding"):
                    if (!Is(value, "chunked"))
                    {
                        return false;
                    }

                    isChunked = true;
                    break;
                case 16 when Is(name, "content-encoding"):
                    isGzip = Is(value, "gzip");
                    break;
                case 10 when Is(name, "connection"):
                    keepsAlive = Is(value, "close") ? false : keepsAlive || Is(value, "keep-alive");
                    break;
                default:
                    break;
            }
        }

        read = new ResponseHead
        {
            Status = status,
            Reason = reason,
            ContentType = contentType,
            ContentLengthBytes = isChunked ? -1 : length,
            IsChunked = isChunked,
            IsGzip = isGzip,
            KeepsAlive = keepsAlive,
        };
        return !(isChunked && length >= 0);
    }

    // A target says the same each time: no new string for it.
    private static string Same(ReadOnlySpan<byte> value, string last) =>
        System.Text.Ascii.Equals(value, last) ? last : TextEncoding.Latin1.GetString(value);

    private static bool Is(ReadOnlySpan<byte> value, string lower) =>
        System.Text.Ascii.EqualsIgnoreCase(value, lower);

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var line = end < 0 ? head : head[..end];
        head = end < 0 ? default : head[(end + 2)..];
        return line;
    }
}
