using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Compaction;

/// <summary>
/// Moves the head's oldest range into a block. The order is what makes it safe: the range is closed for new samples,
/// the block is made durable and readable, only then the head lets go (when every reader is gone that does not know of
/// the block), and only then the journal. A crash between any two leaves samples in both places, which readers and the
/// replay take as one. Used under the store's maintenance lock.
/// </summary>
internal sealed class HeadCutter(
    HeadStore head, JournalLog journal, BlockSet blocks, TimeSpan blockRange, Func<BlockId> nextId)
{
    private readonly long rangeMs = (long)blockRange.TotalMilliseconds;
    private bool isCheckpointDue;

    // The end of a block that is cut while the head still has its samples, for readers of this generation or before.
    private (long EndMs, long Readers)? cut;

    /// <summary>Whether the head spans one and a half ranges, so that its oldest range gets no more samples.</summary>
    internal bool IsDue
    {
        get
        {
            var (min, max) = (head.MinTimeMs, head.MaxTimeMs);
            return min < max && (Int128)max - min > rangeMs * 3 / 2;
        }
    }

    /// <summary>Cuts one block if one is due. False when there was nothing to do, or batches or readers are in the
    /// way.</summary>
    /// <exception cref="IOException">The disk failed. Nothing is lost; call it again.</exception>
    /// <exception cref="Storage.Contracts.StorageFailureException">As above.</exception>
    internal bool TryCut(CancellationToken cancellationToken)
    {
        if (cut is not null)
        {
            return LetGo(cancellationToken);
        }

        if (!IsDue)
        {
            if (isCheckpointDue)
            {
                Checkpoint(cancellationToken);
            }

            return false;
        }

        blocks.DeleteStrays();

        // The head's own range starts where the last block ended; backfilled samples may lie before.
        var startMs = Reading.BlockTimes.RangeStart(head.MinTimeMs, rangeMs);
        var endMs = head.Scratch.RangeEnd(head.MinTimeMs);
        if (!head.Batches.TryWaitFor(head.RaiseMinValidTime(endMs), cancellationToken))
        {
            return false;
        }

        if (WriteBlock(blocks.Directory, startMs, endMs, cancellationToken) is { } id)
        {
            blocks.Replace([], id);
        }

        cut = (endMs, head.Readers.Advance());
        return LetGo(cancellationToken);
    }

    /// <summary>
    /// Writes a block of the head's samples before <paramref name="endMs"/>; null when there is none. The head keeps
    /// them.
    /// </summary>
    internal BlockId? WriteBlock(
        Platform.Disk.StoreDirectory directory, long startMs, long endMs, CancellationToken cancellationToken)
    {
        var series = head.Pages.Enumerate().ToList();
        series.Sort((left, right) => left.CompareLabels(right));
        var id = nextId();
        using var writer = new BlockWriter(directory, id, blocks.Strays);
        var source = new HeadChunkSource();
        var canonical = new byte[512];
        foreach (var one in series)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.BeginSeries(canonical.AsSpan(0, one.WriteLabels(ref canonical)));
            source.CopyTo(one, endMs, writer);
        }

        if (writer.SampleCount == 0)
        {
            return null;
        }

        writer.Complete(writer.Manifest(new TimestampMs(startMs), new TimestampMs(endMs)));
        return id;
    }

    private bool LetGo(CancellationToken cancellationToken)
    {
        var (endMs, readers) = cut!.Value;
        if (!head.Readers.TryWaitFor(readers, cancellationToken))
        {
            return false;
        }

        head.Truncate(endMs, journal.RunExclusive);
        cut = null;
        isCheckpointDue = true;
        Checkpoint(cancellationToken);
        return true;
    }

    private void Checkpoint(CancellationToken cancellationToken)
    {
        long through = 0;
        journal.RunExclusive(() => through = journal.StartSegment());
        using var checkpoint = journal.BeginCheckpoint(through);
        var source = new HeadChunkSource();
        foreach (var series in head.Pages.Enumerate())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!series.IsJournaled)
            {
                continue;
            }

            checkpoint.Records.Begin(HeadRecords.Series);
            HeadRecords.WriteSeries(checkpoint.Records, series);
            checkpoint.Records.End();
            source.CopyTo(series, checkpoint.Records);
            checkpoint.FlushWhenLarge();
        }

        checkpoint.Complete();
        isCheckpointDue = false;
    }

    /// <summary>Takes the chunks of a series as of one moment.</summary>
    private sealed class HeadChunkSource
    {
        private readonly List<HeadChunk> chunks = [];
        private byte[] open = [];

        internal void CopyTo(HeadSeries series, long endMs, BlockWriter writer)
        {
            var (length, minTimeMs, maxTimeMs) = Capture(series);
            for (var index = chunks.Count - 1; index >= 0; index--)
            {
                var chunk = chunks[index];
                if (chunk.MaxTimeMs < endMs)
                {
                    writer.AddChunk(new ChunkView(
                        BlockFormat.EncodingXor, chunk.Bytes, chunk.MinTimeMs, chunk.MaxTimeMs));
                }
            }

            if (length > 0 && maxTimeMs < endMs)
            {
                writer.AddChunk(new ChunkView(
                    BlockFormat.EncodingXor, open.AsSpan(0, length), minTimeMs, maxTimeMs));
            }
        }

        internal void CopyTo(HeadSeries series, JournalRecordBuffer records)
        {
            var (length, _, _) = Capture(series);
            for (var index = chunks.Count - 1; index >= 0; index--)
            {
                HeadRecords.WriteChunk(records, series.Id, chunks[index].Bytes);
            }

            if (length > 0)
            {
                HeadRecords.WriteChunk(records, series.Id, open.AsSpan(0, length));
            }
        }

        private (int Length, long MinTimeMs, long MaxTimeMs) Capture(HeadSeries series)
        {
            chunks.Clear();
            var length = series.Capture(ref open, out var closed);
            for (var chunk = closed; chunk is not null; chunk = chunk.Previous)
            {
                chunks.Add(chunk);
            }

            return length == 0 ? default : (length, FirstTime(length), LastTime(length));
        }

        private long FirstTime(int length) =>
            XorChunk.TryReadFirstTime(open.AsSpan(0, length), out var timeMs) ? timeMs : long.MinValue;

        private long LastTime(int length)
        {
            using var columns = new Storage.Contracts.SampleColumns();
            Reading.SampleColumnsExtensions.Decode(columns, open.AsSpan(0, length), long.MinValue, long.MaxValue);
            return columns.TimestampsMs[^1];
        }
    }
}
