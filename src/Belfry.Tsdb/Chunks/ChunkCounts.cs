using Belfry.Encoding.Chunks;

namespace Belfry.Tsdb.Chunks;

/// <summary>Counts the samples of chunks without decoding them.</summary>
internal static class ChunkCounts
{
    /// <summary>The number of samples that a chunk says it holds; 0 when it does not say.</summary>
    internal static int Of(ChunkEncoding encoding, ReadOnlySpan<byte> chunk) => encoding switch
    {
        ChunkEncoding.Xor or ChunkEncoding.HistogramList => XorChunk.Count(chunk),
        ChunkEncoding.Packed => PackedChunk.Count(chunk),
        _ => 0,
    };
}
