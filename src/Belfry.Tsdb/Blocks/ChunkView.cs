namespace Belfry.Tsdb.Blocks;

/// <summary>A chunk on its way into a block: its bytes live until the next one is asked for.</summary>
internal readonly ref struct ChunkView(byte encoding, ReadOnlySpan<byte> bytes, long minTimeMs, long maxTimeMs)
{
    internal byte Encoding { get; } = encoding;

    internal ReadOnlySpan<byte> Bytes { get; } = bytes;

    internal long MinTimeMs { get; } = minTimeMs;

    internal long MaxTimeMs { get; } = maxTimeMs;
}
