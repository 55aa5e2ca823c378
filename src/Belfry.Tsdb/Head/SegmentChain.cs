namespace Belfry.Tsdb.Head;

/// <summary>
/// The bytes of a series' open chunk of floats, in segments. It does not know how many bytes they are: the appender of
/// the chunk does. Written by the thread that writes to the series; the default value has no bytes.
/// </summary>
internal struct SegmentChain
{
    // Where its segments are from, and go back to.
    private SegmentArena? arena;
    private uint first;
    private uint last;

    /// <summary>The byte at an offset in the last segment that it has.</summary>
    internal readonly byte LastSegmentByte(int offset) =>
        arena!.Payload(last)[offset % SegmentArena.PayloadSizeBytes];

    /// <summary>
    /// Writes bytes at an offset, which is where the chain ends or, when its last byte is written anew, one before
    /// that. Takes segments as needed, the first from <paramref name="source"/>.
    /// </summary>
    internal void Write(int lengthBytes, int offset, ReadOnlySpan<byte> bytes, SegmentArena source)
    {
        var place = offset % SegmentArena.PayloadSizeBytes;
        if (first == 0)
        {
            arena = source;
            first = last = source.Rent();
        }
        else if (place == 0 && offset == lengthBytes)
        {
            Extend();
        }

        while (true)
        {
            var room = arena!.Payload(last)[place..];
            if (bytes.Length <= room.Length)
            {
                bytes.CopyTo(room);
                return;
            }

            bytes[..room.Length].CopyTo(room);
            bytes = bytes[room.Length..];
            place = 0;
            Extend();
        }
    }

    /// <summary>Copies the first bytes; how many there were. Any thread: <see cref="SegmentArena.CopyTo"/>.</summary>
    internal readonly int CopyTo(Span<byte> destination) => arena?.CopyTo(first, destination) ?? 0;

    /// <summary>Gives the segments back.</summary>
    internal void Clear()
    {
        if (first != 0)
        {
            arena!.Return(first, last);
            (first, last) = (0, 0);
        }
    }

    private void Extend()
    {
        var next = arena!.Rent();
        arena.Link(last, next);
        last = next;
    }
}
