using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Belfry.Server.Serving;

/// <summary>
/// Memory in which the listener receives and sends: blocks of 32 KiB in place of its own of 4 KiB, so that a body of
/// remote write takes one or two calls of the system and as many hand-overs, not a dozen. Idle connections hold none of
/// them. A bounded number is kept for reuse; others are left to the collector. Thread-safe.
/// </summary>
internal sealed class ReceiveMemory : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    internal const int BlockSizeBytes = 32 << 10;
    private const int KeptCountMax = 128;

    private readonly ConcurrentQueue<Block> kept = new();
    private int keptCount;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockSizeBytes;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSizeBytes);
        if (!kept.TryDequeue(out var block))
        {
            return new Block(this);
        }

        Interlocked.Decrement(ref keptCount);
        return block;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The listener disposes it with each of its users; the blocks are plain memory.
    }

    private void Keep(Block block)
    {
        if (Interlocked.Increment(ref keptCount) > KeptCountMax)
        {
            Interlocked.Decrement(ref keptCount);
            return;
        }

        kept.Enqueue(block);
    }

    private sealed class Block(ReceiveMemory pool) : IMemoryOwner<byte>
    {
        // Pinned, because the kernel writes to it.
        private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(BlockSizeBytes, pinned: true);

        public Memory<byte> Memory => bytes;

        public void Dispose() => pool.Keep(this);
    }
}
