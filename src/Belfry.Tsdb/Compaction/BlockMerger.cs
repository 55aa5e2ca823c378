using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Compaction;

/// <summary>
/// Writes one block with the samples of several, deleted ones left out. Chunks are taken over as they are unless
/// something was deleted from the series or its samples overlap. Of equal times the sample of the older block stays.
/// </summary>
internal sealed class BlockMerger(BlockSet blocks, ChunkEncoder encoder)
{
    /// <summary>Writes the block; false when no sample is left, and then there is no block.</summary>
    /// <exception cref="IOException">The disk failed; nothing is left of the new block.</exception>
    /// <exception cref="StorageFailureException">A source is damaged.</exception>
    internal bool Merge(IReadOnlyList<Block> sources, BlockId id, CancellationToken cancellationToken)
    {
        using var writer = new BlockWriter(blocks.Directory, id, blocks.Strays);
        var cursors = BlockOrder.Of(sources).Select(block => new Cursor(block)).ToList();
        cursors.RemoveAll(cursor => !cursor.MoveNext());
        var same = new List<Cursor>();
        while (cursors.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FindLeast(cursors, same);
            writer.BeginSeries(same[0].Labels);
            WriteSeries(same, writer);
            foreach (var cursor in same)
            {
                if (!cursor.MoveNext())
                {
                    cursors.Remove(cursor);
                }
            }
        }

        if (writer.SampleCount == 0)
        {
            return false;
        }

        writer.Complete(Manifest(writer, sources));
        return true;
    }

    private static BlockManifest Manifest(BlockWriter writer, IReadOnlyList<Block> sources)
    {
        var min = new TimestampMs(sources.Min(block => block.MinTimeMs));
        var max = new TimestampMs(sources.Max(block => block.EndTimeMs));
        var level = sources.Max(block => block.Manifest.Level);
        return writer.Manifest(min, max) with
        {
            Level = sources.Count > 1 ? level + 1 : level,
            Sources = [.. sources.SelectMany(block => block.Manifest.Sources).Distinct().Order()],
            Parents = [.. sources.Select(block => block.Manifest.Id)],
        };
    }

    // The few blocks of a merge do not need a heap.
    private static void FindLeast(List<Cursor> cursors, List<Cursor> same)
    {
        same.Clear();
        foreach (var cursor in cursors)
        {
            var order = same.Count == 0 ? -1 : LabelsReader.Compare(cursor.Labels, same[0].Labels);
            if (order < 0)
            {
                same.Clear();
            }

            if (order <= 0)
            {
                same.Add(cursor);
            }
        }
    }

    private void WriteSeries(List<Cursor> same, BlockWriter writer)
    {
        var byTime = same.OrderBy(cursor => cursor.Places[0].MinTimeMs).ToList();
        if (CanCopy(byTime))
        {
            foreach (var cursor in byTime)
            {
                foreach (var place in cursor.Places)
                {
                    var bytes = cursor.Block.Chunk(place, out var encoding);
                    writer.AddChunk(new ChunkView(
                        encoding, bytes, ChunkCounts.Of(encoding, bytes), place.MinTimeMs, place.MaxTimeMs));
                }
            }

            return;
        }

        using var merged = new MergeColumns();
        using var samples = new SampleColumns();
        foreach (var cursor in same)
        {
            merged.Add(new BlockPart(cursor.Block, cursor.Ordinal), long.MinValue, long.MaxValue);
        }

        merged.CopyTo(samples);
        for (var next = 0; next < samples.Count;)
        {
            writer.AddChunk(encoder.Next(samples, ref next, samples.Count));
        }
    }

    private static bool CanCopy(List<Cursor> byTime)
    {
        var last = default(long?);
        foreach (var cursor in byTime)
        {
            if (!cursor.Block.Tombstones.Of(cursor.Ordinal).IsEmpty || cursor.Places[0].MinTimeMs <= last)
            {
                return false;
            }

            last = cursor.Places[^1].MaxTimeMs;
        }

        return true;
    }

    /// <summary>A place among the series of one block.</summary>
    private sealed class Cursor(Block block)
    {
        private byte[] labels = new byte[512];
        private int labelsLength;
        private long ordinal = -1;

        internal Block Block => block;

        internal uint Ordinal => (uint)ordinal;

        internal List<ChunkPlace> Places { get; } = [];

        internal ReadOnlySpan<byte> Labels => labels.AsSpan(0, labelsLength);

        internal bool MoveNext()
        {
            if (++ordinal >= block.Index.SeriesCount)
            {
                return false;
            }

            labelsLength = block.Index.ReadLabels((uint)ordinal, ref labels);
            block.Index.ReadChunks((uint)ordinal, Places);
            return true;
        }
    }
}
