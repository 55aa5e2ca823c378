using System.Buffers;

namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Bytes of one answer, in an array from a pool that goes back by <see cref="Dispose"/>. Owned by one scrape.
/// </summary>
internal sealed class BodyBuffer(int lengthBytesExpected) : IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(lengthBytesExpected, 4096));

    internal int LengthBytes { get; private set; }

    internal ReadOnlySpan<byte> Span => bytes.AsSpan(0, LengthBytes);

    /// <summary>What is in it as a stream to read; valid until the next change.</summary>
    internal MemoryStream AsStream() => new(bytes, 0, LengthBytes, writable: false);

    /// <summary>Room to write to, never empty; what was written counts after <see cref="Advance"/>.</summary>
    internal Memory<byte> Free()
    {
        if (LengthBytes == bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(bytes.Length * 2));
            bytes.AsSpan().CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        return bytes.AsMemory(LengthBytes);
    }

    internal void Advance(int count) => LengthBytes += count;

    /// <summary>Removes everything from <paramref name="lengthBytes"/> on.</summary>
    internal void Truncate(int lengthBytes) => LengthBytes = lengthBytes;

    /// <summary>Removes bytes from the start; what follows moves up.</summary>
    internal void RemoveStart(int count)
    {
        Move(count, LengthBytes - count, 0);
        LengthBytes -= count;
    }

    /// <summary>Copies bytes within the buffer; the places may overlap.</summary>
    internal void Move(int from, int count, int to) => bytes.AsSpan(from, count).CopyTo(bytes.AsSpan(to));

    /// <summary>Hands its content over to a buffer of its own, and is empty.</summary>
    internal BodyBuffer Detach()
    {
        var other = new BodyBuffer(LengthBytes * 8);
        (other.bytes, bytes) = (bytes, other.bytes);
        (other.LengthBytes, LengthBytes) = (LengthBytes, 0);
        return other;
    }

    public void Dispose()
    {
        LengthBytes = 0;
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }
}
