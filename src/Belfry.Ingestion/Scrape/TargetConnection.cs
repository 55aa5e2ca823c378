using System.Buffers.Text;
using System.Net.Sockets;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// One TCP connection to a target, on which answers are read one after another. Owned by one fetcher.
/// </summary>
internal sealed class TargetConnection : IDisposable
{
    private const int HeadBytesMax = 64 << 10;

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>True once a whole answer was read on it: only then may the target have closed it meanwhile.</summary>
    internal bool IsUsed { get; private set; }

    internal async Task ConnectAsync(string host, int port, CancellationToken cancellationToken) =>
        await socket.ConnectAsync(host, port, cancellationToken);

    internal async Task SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        while (!request.IsEmpty)
        {
            request = request[await socket.SendAsync(request, cancellationToken)..];
        }
    }

    /// <summary>
    /// Reads until the head is whole, and maybe more; the length of the head with its empty line. -1 when the target
    /// closed the connection before the first byte.
    /// </summary>
    internal async Task<int> ReceiveHeadAsync(BodyBuffer buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = buffer.Span.IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return end + 4;
            }

            if (buffer.LengthBytes > HeadBytesMax)
            {
                throw new IOException("malformed HTTP response: the head does not end");
            }

            if (await ReceiveAsync(buffer, cancellationToken) == 0)
            {
                return buffer.LengthBytes == 0 ? -1 : throw new IOException("unexpected EOF");
            }
        }
    }

    /// <summary>
    /// Reads the body that <paramref name="head"/> announces; the buffer holds its beginning, no head.
    /// </summary>
    internal async Task ReceiveBodyAsync(
        ResponseHead head, BodyBuffer buffer, long bodyBytesMax, CancellationToken cancellationToken)
    {
        if (head.IsChunked)
        {
            await ReceiveChunksAsync(buffer, bodyBytesMax, cancellationToken);
        }
        else
        {
            var wanted = head.ContentLengthBytes < 0 ? long.MaxValue : head.ContentLengthBytes;
            Limit(Math.Max(buffer.LengthBytes, head.ContentLengthBytes), bodyBytesMax);
            while (buffer.LengthBytes < wanted && await ReceiveAsync(buffer, cancellationToken) > 0)
            {
                Limit(buffer.LengthBytes, bodyBytesMax);
            }

            if (head.ContentLengthBytes >= 0 && buffer.LengthBytes != head.ContentLengthBytes)
            {
                throw new IOException("unexpected EOF");
            }
        }

        IsUsed = true;
    }

    public void Dispose() => socket.Dispose();

    private static void Limit(long lengthBytes, long bodyBytesMax)
    {
        if (lengthBytes > bodyBytesMax)
        {
            throw new ScrapeFailedException("body size limit exceeded") { IsBodyTooLarge = true };
        }
    }

    private async ValueTask<int> ReceiveAsync(BodyBuffer buffer, CancellationToken cancellationToken)
    {
        var received = await socket.ReceiveAsync(buffer.Free(), cancellationToken);
        buffer.Advance(received);
        return received;
    }

    // Decoded bytes are moved together at the start of the buffer, up to `done`; `from` is where the next chunk begins.
    private async Task ReceiveChunksAsync(BodyBuffer buffer, long bodyBytesMax, CancellationToken cancellationToken)
    {
        var done = 0;
        var from = 0;
        while (true)
        {
            var lineLength = buffer.Span[from..].IndexOf("\r\n"u8);
            if (lineLength < 0)
            {
                await MoreAsync(buffer, from + HeadBytesMax, cancellationToken);
                continue;
            }

            var size = ChunkSize(buffer.Span.Slice(from, lineLength));
            Limit((long)done + size, bodyBytesMax);
            var whole = lineLength + 2 + size + 2;
            while (buffer.LengthBytes - from < whole)
            {
                await MoreAsync(buffer, from + whole, cancellationToken);
            }

            var isEnded = buffer.Span.Slice(from + whole - 2, 2).SequenceEqual("\r\n"u8);
            if (size == 0)
            {
                // Trailers are not asked for; a target that sends some loses the connection, not the scrape.
                if (!isEnded || buffer.LengthBytes - from != whole)
                {
                    socket.Close();
                }

                buffer.Truncate(done);
                return;
            }

            if (!isEnded)
            {
                throw new IOException("malformed chunked encoding");
            }

            buffer.Move(from + lineLength + 2, size, done);
            done += size;
            from += whole;
        }
    }

    private async Task MoreAsync(BodyBuffer buffer, int lengthBytesMax, CancellationToken cancellationToken)
    {
        if (buffer.LengthBytes > lengthBytesMax)
        {
            throw new IOException("malformed chunked encoding");
        }

        if (await ReceiveAsync(buffer, cancellationToken) == 0)
        {
            throw new IOException("unexpected EOF");
        }
    }

    private static int ChunkSize(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)';');
        line = (end < 0 ? line : line[..end]).TrimEnd(" \t"u8);
        var isRead = Utf8Parser.TryParse(line, out uint size, out var used, 'x');
        return isRead && used == line.Length && size <= int.MaxValue / 2
            ? (int)size
            : throw new IOException("malformed chunked encoding");
    }
}
