using System.Buffers.Binary;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Room for the bytes of open chunks: segments of one size on large pages, in chains, so that a chunk that grows is
/// never moved and leaves nothing behind. A segment that was given back is used again, also while a reader still copies
/// from it: readers find out by the sequence lock of their series. Pages are never given up. Written by one thread at a
/// time.
/// </summary>
internal sealed class SegmentArena
{
    /// <summary>What a segment holds; the rest is the number of the next one.</summary>
    internal const int PayloadSizeBytes = SizeBytes - sizeof(uint);

    // Small, because a head has a chain for every series, and most chunks are small most of the time; but a query that
    // reads them all waits for memory at every segment.
    private const int SizeBytes = 64;
    private const int PageBits = 14;
    private const int PageMask = (1 << PageBits) - 1;

    private byte[]?[] pages = new byte[]?[4];

    // The number 0 is no segment.
    private uint used = 1;
    private uint free;

    /// <summary>How many segments were made so far; they are rented or will be rented again.</summary>
    internal uint Count => used - 1;

    /// <summary>A segment with anything in it; never 0.</summary>
    internal uint Rent()
    {
        if (free != 0)
        {
            var segment = free;
            free = Next(segment);
            return segment;
        }

        var page = (int)(used >> PageBits);
        if (page == pages.Length)
        {
            var larger = new byte[]?[pages.Length * 2];
            pages.CopyTo(larger, 0);
            Volatile.Write(ref pages, larger);
        }

        if (pages[page] is null)
        {
            Volatile.Write(ref pages[page], GC.AllocateUninitializedArray<byte>(SizeBytes << PageBits));
        }

        return checked(used++);
    }

    /// <summary>Takes a whole chain back.</summary>
    internal void Return(uint first, uint last)
    {
        Link(last, free);
        free = first;
    }

    internal void Link(uint segment, uint next) =>
        BinaryPrimitives.WriteUInt32LittleEndian(Whole(segment)[PayloadSizeBytes..], next);

    /// <summary>The payload of a segment that was rented.</summary>
    internal Span<byte> Payload(uint segment) => Whole(segment)[..PayloadSizeBytes];

    /// <summary>
    /// Copies the first bytes of a chain, for any thread: whatever the chain is at that moment, and less when it is
    /// none.
    /// </summary>
    internal int CopyTo(uint first, Span<byte> destination)
    {
        var current = Volatile.Read(ref pages);
        var copied = 0;
        for (var segment = first; copied < destination.Length; )
        {
            var page = segment >> PageBits;
            if (segment == 0 || page >= (uint)current.Length || current[page] is not { } bytes)
            {
                break;
            }

            var whole = bytes.AsSpan((int)(segment & PageMask) * SizeBytes, SizeBytes);
            var rest = destination[copied..];
            if (rest.Length >= PayloadSizeBytes)
            {
                // Of a length that the compiler knows: a few moves, and no call.
                whole[..PayloadSizeBytes].CopyTo(rest);
                copied += PayloadSizeBytes;
            }
            else
            {
                whole[..rest.Length].CopyTo(rest);
                copied += rest.Length;
            }

            segment = BinaryPrimitives.ReadUInt32LittleEndian(whole[PayloadSizeBytes..]);
        }

        return copied;
    }

    private uint Next(uint segment) => BinaryPrimitives.ReadUInt32LittleEndian(Whole(segment)[PayloadSizeBytes..]);

    private Span<byte> Whole(uint segment) =>
        pages[segment >> PageBits].AsSpan((int)(segment & PageMask) * SizeBytes, SizeBytes);
}
