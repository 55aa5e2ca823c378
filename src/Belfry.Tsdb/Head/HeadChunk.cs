using Belfry.Tsdb.Chunks;

namespace Belfry.Tsdb.Head;

/// <summary>
/// A closed chunk of a series and the one before it. Immutable, so a reader that has got the newest can walk all of
/// them while the series goes on.
/// </summary>
internal sealed class HeadChunk(
    HeadChunk? previous,
    ArraySegment<byte> bytes,
    ChunkEncoding encoding,
    ushort count,
    long minTimeMs,
    long maxTimeMs)
{
    /// <summary>The chunk before it in time; null at the oldest.</summary>
    internal HeadChunk? Previous => previous;

    internal ReadOnlySpan<byte> Bytes => bytes;

    internal ChunkEncoding Encoding => encoding;

    internal int Count => count;

    internal long MinTimeMs => minTimeMs;

    internal long MaxTimeMs => maxTimeMs;

    /// <summary>The chunk as it is written elsewhere.</summary>
    internal ChunkView View => new(encoding, bytes, count, minTimeMs, maxTimeMs);

    /// <summary>The same chunk behind another one.</summary>
    internal HeadChunk Behind(HeadChunk? other) => new(other, bytes, encoding, count, minTimeMs, maxTimeMs);
}
