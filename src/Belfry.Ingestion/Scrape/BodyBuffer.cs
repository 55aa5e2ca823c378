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

    internal ReadOnlyMemory<byte> Memory => bytes.AsMemory(0, LengthBytes);

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

    internal void Clear() => LengthBytes = 0;

    public void Dispose()
    {
        LengthBytes = 0;
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }
}
