using Belfry.Tsdb.Chunks;

namespace Belfry.Tsdb.Head;

/// <summary>
/// What a series held at one moment. The chains are immutable; the open chunk's bytes were copied to where whoever
/// asked wanted them.
/// </summary>
/// <param name="Closed">The closed chunks.</param>
/// <param name="Late">Late samples.</param>
/// <param name="Leaving">Late samples on their way to a block.</param>
/// <param name="OpenEncoding">Of the open chunk.</param>
/// <param name="OpenCount">Its samples; 0 when there is none.</param>
/// <param name="OpenLengthBytes">The length of the copy.</param>
/// <param name="OpenMinTimeMs">The time of its first sample.</param>
/// <param name="OpenMaxTimeMs">The time of its last sample.</param>
internal readonly record struct SeriesContent(
    HeadChunk? Closed,
    HeadChunk? Late,
    HeadChunk? Leaving,
    ChunkEncoding OpenEncoding,
    int OpenCount,
    int OpenLengthBytes,
    long OpenMinTimeMs,
    long OpenMaxTimeMs)
{
    /// <summary>The open chunk in its copy.</summary>
    internal ChunkView Open(byte[] copy) =>
        new(OpenEncoding, copy.AsSpan(0, OpenLengthBytes), OpenCount, OpenMinTimeMs, OpenMaxTimeMs);
}
