namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>Where a block has a chunk, and the times of its first and last sample.</summary>
/// <param name="Reference">The number of its file from 0 in the upper half, the offset in it in the lower.</param>
/// <param name="MinTimeMs">The time of the first sample.</param>
/// <param name="MaxTimeMs">The time of the last sample.</param>
internal readonly record struct PrometheusChunkPlace(ulong Reference, long MinTimeMs, long MaxTimeMs);
