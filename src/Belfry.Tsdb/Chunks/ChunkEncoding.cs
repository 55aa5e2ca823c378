namespace Belfry.Tsdb.Chunks;

/// <summary>How a chunk's bytes are to be read; the numbers are those of docs/formats/block.md.</summary>
internal enum ChunkEncoding : byte
{
    /// <summary>No encoding.</summary>
    None = 0,

    /// <summary>Floats that can be appended to; docs/formats/xor-chunk.md.</summary>
    Xor = 1,

    /// <summary>Native histograms that can be appended to; docs/formats/histogram-list.md.</summary>
    HistogramList = 2,

    /// <summary>Floats written whole; docs/formats/packed-chunk.md.</summary>
    Packed = 3,
}
