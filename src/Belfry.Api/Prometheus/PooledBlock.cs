using System.Buffers;

namespace Belfry.Api.Prometheus;

/// <summary>
/// Bytes in one pooled array that grows. Used by one thread at a time; whoever has it disposes of it, and its bytes
/// are not read afterwards.
/// </summary>
internal sealed class PooledBlock(int lengthMin) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(lengthMin);
    private int written;

    /// <summary>What was written; valid until the next write.</summary>
    internal ReadOnlyMemory<byte> Written => bytes.AsMemory(0, written);

    /// <inheritdoc/>
    public void Advance(int count) => written += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(written);
    }

    /// <summary>Gives the array back; nothing is written after this.</summary>
    public void Dispose()
    {
        var given = bytes;
        bytes = [];
        written = 0;
        if (given.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(given);
        }
    }

    private void Reserve(int sizeHint)
    {
        if (bytes.Length - written >= Math.Max(sizeHint, 1))
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(bytes.Length * 2, written + sizeHint)));
        bytes.AsSpan(0, written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
