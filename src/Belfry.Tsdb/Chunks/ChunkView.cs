namespace Belfry.Tsdb.Chunks;

/// <summary>An encoded chunk on its way to where it is kept: its bytes live until the next one is asked for.</summary>
internal readonly ref struct ChunkView(
    ChunkEncoding encoding, ReadOnlySpan<byte> bytes, int count, long minTimeMs, long maxTimeMs)
{
    internal ChunkEncoding Encoding { get; } = encoding;

    internal ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>The number of samples.</summary>
    internal int Count { get; } = count;

    internal long MinTimeMs { get; } = minTimeMs;

    internal long MaxTimeMs { get; } = maxTimeMs;
}
