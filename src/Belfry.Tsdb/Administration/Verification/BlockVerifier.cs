using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Administration.Verification;

/// <summary>
/// Reads one block to its last byte: manifest, index, postings, every chunk, tombstones; and counts again what the
/// manifest says. Changes nothing. One thread.
/// </summary>
internal sealed class BlockVerifier(StoreDirectory blocks, string folder, string name, VerificationReport report)
    : IDisposable
{
    private readonly SampleColumns samples = new();
    private long sampleCount;
    private long chunkCount;
    private long chunksEnd = BlockFormat.HeaderSizeBytes;

    private string ChunksFile => $"{folder}/{name}/{BlockFormat.ChunksName}";

    /// <summary>Checks everything. Damage goes into the report.</summary>
    internal void Verify(CancellationToken cancellationToken)
    {
        report.BlockCount++;
        Block block;
        try
        {
            block = Block.Open(blocks, name);
        }
        catch (StorageFailureException failure)
        {
            report.Damage(Relative(failure.File), failure.Offset, failure.Message);
            return;
        }

        try
        {
            Verify(block, cancellationToken);
        }
        finally
        {
            block.Release();
        }
    }

    public void Dispose() => samples.Dispose();

    private void Verify(Block block, CancellationToken cancellationToken)
    {
        var indexName = $"{folder}/{name}/{BlockFormat.IndexName}";
        using var indexFile = block.Folder.Map(BlockFormat.IndexName);
        using var chunksFile = block.Folder.Map(BlockFormat.ChunksName);
        CheckReserved(indexFile, indexName);
        CheckReserved(chunksFile, ChunksFile);
        var index = new IndexVerifier(indexFile, indexName, report);
        var before = report.DamageCount;
        index.Verify((ordinal, places) => CheckChunks(block, ordinal, places), cancellationToken);
        foreach (var ordinal in block.Tombstones.Ordinals)
        {
            CheckTombstones(block, ordinal, index.SeriesCount);
        }

        report.SeriesCount += index.SeriesCount ?? 0;
        report.ChunkCount += chunkCount;
        report.SampleCount += sampleCount;
        if (report.DamageCount > before)
        {
            // What could not be read cannot be counted either.
            return;
        }

        var chunksSizeBytes = block.Manifest.FileSizesBytes[BlockFormat.ChunksName];
        if (chunksEnd != chunksSizeBytes)
        {
            report.Damage(ChunksFile, chunksEnd, $"{chunksSizeBytes - chunksEnd} bytes at its end belong to no chunk");
        }

        CheckTotal("series", block.Manifest.SeriesCount, index.SeriesCount ?? 0);
        CheckTotal("chunks", block.Manifest.ChunkCount, chunkCount);
        CheckTotal("samples", block.Manifest.SampleCount, sampleCount);
    }

    // The only bytes that no checksum covers: magic and version are checked, and these are always zero.
    private void CheckReserved(MappedFile file, string path)
    {
        if (file.Slice(5, BlockFormat.HeaderSizeBytes - 5).ContainsAnyExcept((byte)0))
        {
            report.Damage(path, 5, "bytes of its header that have to be zero are not");
        }
    }

    private void CheckChunks(Block block, uint ordinal, List<ChunkPlace> places)
    {
        if (places.Count == 0)
        {
            report.Damage($"{folder}/{name}/{BlockFormat.IndexName}", -1, $"series {ordinal} has no chunk");
        }

        long? lastMs = null;
        foreach (var place in places)
        {
            if (place.Offset != chunksEnd)
            {
                report.Damage(
                    ChunksFile, place.Offset, $"a chunk of series {ordinal} does not lie behind the one before it");
            }

            chunksEnd = place.Offset + place.LengthBytes;
            if (place.MinTimeMs <= lastMs || place.MaxTimeMs < place.MinTimeMs)
            {
                report.Damage(ChunksFile, place.Offset, $"the chunks of series {ordinal} overlap in time");
            }

            if (place.MinTimeMs < block.MinTimeMs || place.MaxTimeMs >= block.EndTimeMs)
            {
                report.Damage(
                    ChunksFile,
                    place.Offset,
                    $"a chunk of series {ordinal} has times from {place.MinTimeMs} through {place.MaxTimeMs}, "
                        + $"outside the block's {block.MinTimeMs} to {block.EndTimeMs}");
            }

            lastMs = place.MaxTimeMs;
            chunkCount++;
            if (block.Manifest.Resolution == TimeSpan.Zero)
            {
                CheckChunk(block, ordinal, place);
            }
            else
            {
                CheckWindows(block, ordinal, place);
            }
        }
    }

    private void CheckChunk(Block block, uint ordinal, ChunkPlace place)
    {
        samples.Clear();
        try
        {
            if (!BlockSeriesReader.TryReadChunk(block, place, long.MinValue, long.MaxValue, samples))
            {
                report.Damage(ChunksFile, place.Offset, $"a chunk of series {ordinal} cannot be decoded");
                return;
            }
        }
        catch (StorageFailureException failure)
        {
            report.Damage(ChunksFile, failure.Offset, $"{failure.Message} (series {ordinal})");
            return;
        }

        sampleCount += samples.Count;
        var times = samples.TimestampsMs;
        if (times.IsEmpty || times[0] != place.MinTimeMs || times[^1] != place.MaxTimeMs)
        {
            report.Damage(
                ChunksFile, place.Offset, $"a chunk of series {ordinal} has other times than the index says");
        }

        for (var index = 1; index < times.Length; index++)
        {
            if (times[index] <= times[index - 1])
            {
                report.Damage(ChunksFile, place.Offset, $"the times in a chunk of series {ordinal} do not rise");
                return;
            }
        }
    }

    private void CheckWindows(Block block, uint ordinal, ChunkPlace place)
    {
        try
        {
            var problem = WindowProof.Check(block.Frame(place), block.Manifest.Resolution, place, out var count);
            sampleCount += count;
            if (problem is not null)
            {
                report.Damage(ChunksFile, place.Offset, $"in a chunk of series {ordinal} {problem}");
            }
        }
        catch (StorageFailureException failure)
        {
            report.Damage(ChunksFile, failure.Offset, $"{failure.Message} (series {ordinal})");
        }
    }

    private void CheckTombstones(Block block, uint ordinal, uint? seriesCount)
    {
        foreach (var interval in block.Tombstones.Of(ordinal))
        {
            if (ordinal >= seriesCount || interval.FromMs > interval.ThroughMs)
            {
                report.Damage(
                    $"{folder}/{name}/{BlockFormat.TombstonesName}",
                    BlockFormat.HeaderSizeBytes,
                    $"a deletion of series {ordinal} from {interval.FromMs} through {interval.ThroughMs} is senseless");
            }
        }
    }

    private void CheckTotal(string what, long said, long found)
    {
        if (said != found)
        {
            report.Damage(
                $"{folder}/{name}/{BlockManifestFile.Name}", -1, $"it says {said} {what}, there are {found}");
        }
    }

    private string Relative(string path)
    {
        var prefix = blocks.Path + "/";
        return path.StartsWith(prefix, StringComparison.Ordinal)
            ? $"{folder}/{path[prefix.Length..]}"
            : $"{folder}/{name}";
    }
}
