using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Tsdb.Chunks;

namespace Belfry.Tsdb.Blocks;

/// <summary>
/// Writes one block: series by rising labels, each with its chunks by rising time, then <see cref="Complete"/>. Until
/// then it is a folder with a temporary name, which goes when this is disposed. A block that got its name, but not for
/// sure, goes too; when even that fails it is a stray, which must go before anything else changes: the next open would
/// take it for good. One thread. Failures of the disk come as <see cref="IOException"/>.
/// </summary>
internal sealed class BlockWriter : IDisposable
{
    private readonly StoreDirectory blocks;
    private readonly StoreDirectory folder;
    private readonly BlockId id;
    private readonly string temporaryName;
    private readonly FileBuffer chunks;
    private readonly IndexWriter index = new();
    private long sampleCount;
    private long chunkCount;
    private readonly ICollection<BlockId> strays;
    private bool isNamed;
    private bool isComplete;

    internal BlockWriter(StoreDirectory blocks, BlockId id, ICollection<BlockId> strays)
    {
        this.blocks = blocks;
        this.id = id;
        this.strays = strays;
        temporaryName = id + BlockFormat.TemporarySuffix;
        folder = blocks.Subdirectory(temporaryName);
        chunks = new FileBuffer(folder.Create(BlockFormat.ChunksName));
        BlockFormat.WriteHeader(chunks, BlockFormat.ChunksMagic);
    }

    internal long SampleCount => sampleCount;

    internal long SeriesCount => index.SeriesCount;

    /// <summary>Starts the next series; it counts once it gets a chunk.</summary>
    internal void BeginSeries(ReadOnlySpan<byte> canonicalLabels) => index.BeginSeries(canonicalLabels);

    internal void AddChunk(in ChunkView chunk)
    {
        var checksum = BlockFormat.ChunkChecksum(chunk.MinTimeMs, (byte)chunk.Encoding, chunk.Bytes);
        index.AddChunk(
            chunks.LengthBytes,
            BlockFormat.ChunkFrameSizeBytes + chunk.Bytes.Length,
            chunk.MinTimeMs,
            chunk.MaxTimeMs);
        chunks.WriteUInt32(checksum);
        chunks.WriteByte((byte)chunk.Encoding);
        chunks.Write(chunk.Bytes);
        sampleCount += chunk.Count;
        chunkCount++;
    }

    /// <summary>Adds a chunk that has its frame already, and how many samples it stands for.</summary>
    internal void AddFrame(ReadOnlySpan<byte> frame, long minTimeMs, long maxTimeMs, long samples)
    {
        index.AddChunk(chunks.LengthBytes, frame.Length, minTimeMs, maxTimeMs);
        chunks.Write(frame);
        sampleCount += samples;
        chunkCount++;
    }

    /// <summary>
    /// Makes the block durable under its name. Sizes and counts of <paramref name="manifest"/> are filled in.
    /// </summary>
    internal void Complete(BlockManifest manifest)
    {
        chunks.Finish();
        long indexSizeBytes;
        using (var indexFile = new FileBuffer(folder.Create(BlockFormat.IndexName)))
        {
            index.Write(indexFile);
            indexFile.Finish();
            indexSizeBytes = indexFile.LengthBytes;
        }

        BlockManifestFile.Write(folder, manifest with
        {
            Id = id,
            SampleCount = sampleCount,
            SeriesCount = index.SeriesCount,
            ChunkCount = chunkCount,
            FileSizesBytes = new Dictionary<string, long>
            {
                [BlockFormat.IndexName] = indexSizeBytes,
                [BlockFormat.ChunksName] = chunks.LengthBytes,
            },
        });
        chunks.Dispose();
        folder.Sync();
        blocks.Rename(temporaryName, id.ToString());
        isNamed = true;
        blocks.Sync();
        isComplete = true;
    }

    /// <summary>A manifest for <see cref="Complete"/>.</summary>
    internal BlockManifest Manifest(TimestampMs minTime, TimestampMs maxTime) => new()
    {
        Id = id,
        Kind = BlockFormat.Kind,
        MinTime = minTime,
        MaxTime = maxTime,
        Level = 1,
        Sources = [id],
        SampleCount = 0,
        SeriesCount = 0,
        ChunkCount = 0,
        FileSizesBytes = new Dictionary<string, long>(),
    };

    public void Dispose()
    {
        chunks.Dispose();
        if (isComplete)
        {
            return;
        }

        try
        {
            if (isNamed)
            {
                blocks.Rename(id.ToString(), temporaryName);
                isNamed = false;
            }

            blocks.DeleteDirectory(temporaryName);
        }
        catch (IOException)
        {
            // A temporary name never counts, and the next open deletes it.
            if (isNamed)
            {
                strays.Add(id);
            }
        }
    }
}
