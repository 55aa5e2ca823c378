namespace Belfry.Tsdb.Blocks;

/// <summary>Where a chunk lies in the file <c>chunks</c>, and the times of its first and last sample.</summary>
internal readonly record struct ChunkPlace(long Offset, int LengthBytes, long MinTimeMs, long MaxTimeMs);
