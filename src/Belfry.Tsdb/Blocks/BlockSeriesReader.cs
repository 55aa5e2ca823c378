using Belfry.Platform.Invariants;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Blocks;

/// <summary>Reads one series of a block, deleted samples left out. The block must be held.</summary>
internal static class BlockSeriesReader
{
    /// <summary>
    /// Appends the samples from <paramref name="fromMs"/> through <paramref name="throughMs"/>, both included; the
    /// destination is empty, or everything in it is older.
    /// </summary>
    internal static void Read(
        Block block, uint ordinal, List<ChunkPlace> places, long fromMs, long throughMs, SampleColumns destination)
    {
        var deleted = block.Tombstones.Of(ordinal);
        if (deleted.IsEmpty)
        {
            ReadChunks(block, places, fromMs, throughMs, destination);
            return;
        }

        using var whole = new SampleColumns();
        ReadChunks(block, places, fromMs, throughMs, whole);
        for (var index = 0; index < whole.Count; index++)
        {
            if (!IsDeleted(deleted, whole.TimestampsMs[index]))
            {
                destination.AddRange(whole, index, index + 1);
            }
        }
    }

    internal static bool IsDeleted(ReadOnlySpan<TimeInterval> deleted, long timeMs)
    {
        foreach (var interval in deleted)
        {
            if (interval.Contains(timeMs))
            {
                return true;
            }
        }

        return false;
    }

    private static void ReadChunks(
        Block block, List<ChunkPlace> places, long fromMs, long throughMs, SampleColumns destination)
    {
        foreach (var place in places)
        {
            if (place.MaxTimeMs < fromMs || place.MinTimeMs > throughMs)
            {
                continue;
            }

            if (!TryReadChunk(block, place, fromMs, throughMs, destination))
            {
                Invariant.Holds("tsdb.block.chunk_decodes", condition: false);
                throw BlockFormat.Damaged(block.ChunksPath, place.Offset, "a chunk with a right checksum is no chunk");
            }
        }
    }

    /// <summary>
    /// Appends the samples of one chunk from <paramref name="fromMs"/> through <paramref name="throughMs"/>, deleted
    /// ones included. False when its bytes are no chunk of its encoding. The one place that decodes chunks of blocks.
    /// </summary>
    /// <exception cref="StorageFailureException">Its checksum is wrong, or its encoding is not known.</exception>
    internal static bool TryReadChunk(
        Block block, ChunkPlace place, long fromMs, long throughMs, SampleColumns destination)
    {
        var bytes = block.Chunk(place, out var encoding);
        return destination.TryDecode(encoding, bytes, place.MinTimeMs, fromMs, throughMs);
    }
}
