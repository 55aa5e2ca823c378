using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Head;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Compaction;

/// <summary>Writes samples of the head to blocks, which have fewer and larger chunks. One thread.</summary>
internal sealed class HeadBlockWriter(BlockSet blocks, ChunkEncoder encoder, Func<BlockId> nextId)
{
    private byte[] open = new byte[1024];
    private byte[] canonical = new byte[512];

    /// <summary>
    /// Writes a block with what these series have from <paramref name="startMs"/> to <paramref name="endMs"/>
    /// (exclusive) and <paramref name="read"/> appends to empty columns; null when that is nothing.
    /// </summary>
    internal BlockId? Write(
        StoreDirectory directory,
        IEnumerable<HeadSeries> series,
        long startMs,
        long endMs,
        Action<SeriesContent, byte[], SampleColumns> read,
        CancellationToken cancellationToken)
    {
        var sorted = series.ToList();
        sorted.Sort((left, right) => left.CompareLabels(right));
        var id = nextId();
        using var writer = new BlockWriter(directory, id, blocks.Strays);
        using var columns = new SampleColumns();
        foreach (var one in sorted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!one.MayOverlap(startMs, endMs - 1))
            {
                continue;
            }

            columns.Clear();
            read(one.Capture(ref open), open, columns);
            var (next, end) = columns.Locate(startMs, endMs - 1);
            writer.BeginSeries(canonical.AsSpan(0, one.WriteLabels(ref canonical)));
            while (next < end)
            {
                writer.AddChunk(encoder.Next(columns, ref next, end));
            }
        }

        if (writer.SampleCount == 0)
        {
            return null;
        }

        writer.Complete(writer.Manifest(new TimestampMs(startMs), new TimestampMs(endMs)));
        return id;
    }

    /// <summary>Everything.</summary>
    internal static void ReadAll(SeriesContent content, byte[] open, SampleColumns columns)
    {
        using var merged = new MergeColumns();
        merged.Add(into => ReadMain(content, open, into));
        merged.Add(into => ChunkChain.Read(content.Leaving, long.MinValue, long.MaxValue, into));
        merged.Add(into => ChunkChain.Read(content.Late, long.MinValue, long.MaxValue, into));
        merged.CopyTo(columns);
    }

    /// <summary>What has not been cut yet.</summary>
    internal static void ReadMain(SeriesContent content, byte[] open, SampleColumns columns)
    {
        ChunkChain.Read(content.Closed, long.MinValue, long.MaxValue, columns);
        if (content.OpenCount > 0)
        {
            columns.Decode(
                content.OpenEncoding, open.AsSpan(0, content.OpenLengthBytes), long.MinValue, long.MaxValue);
        }
    }
}
