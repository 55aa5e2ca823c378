using Belfry.Storage.Contracts;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Reading;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Gives the series of a checkpoint their chunks: whole where nothing speaks against it. Chunks of records of many are
/// stored beside the reading of the next record, by a thread of its own when there is more than one. Between them and
/// samples, and before series get second ids, it must be drained. Called by the one thread that reads the journal.
/// </summary>
internal sealed class ChunkReplay : IDisposable
{
    private const int RecordsWaitingMax = 16;

    private readonly HeadStore head;
    private readonly HeadLane lane;
    private readonly Func<uint, HeadSeries?> find;
    private readonly bool hasThread;
    private readonly ReplayWorker<ReplayChunks> worker;
    private ReplayChunks held = new();
    private byte[] buffer = new byte[1024];
    private long orphanCount;

    internal ChunkReplay(HeadStore head, HeadLane lane, Func<uint, HeadSeries?> find, bool hasThread)
    {
        this.head = head;
        this.lane = lane;
        this.find = find;
        this.hasThread = hasThread;
        worker = new ReplayWorker<ReplayChunks>(RecordsWaitingMax, Store);
    }

    /// <summary>Samples whose series is not known; to be asked for when it was drained.</summary>
    internal long OrphanCount => orphanCount;

    /// <summary>Takes the payload of a record of chunks; they are stored some time before <see cref="Drain"/> has
    /// returned.</summary>
    internal void Add(ReadOnlySpan<byte> payload)
    {
        if (!held.IsEmpty)
        {
            held = worker.Send(held);
        }

        held.Set(payload);
        if (!hasThread)
        {
            Store(held);
        }
    }

    /// <summary>Returns when all chunks are stored.</summary>
    internal void Drain()
    {
        worker.Drain();
        Store(held);
    }

    /// <summary>Stores a chunk at once, of a series or of none that is known.</summary>
    internal void Store(HeadSeries? series, in ChunkView chunk, bool isLate)
    {
        if (chunk.MaxTimeMs < head.MinValidTimeMs && !isLate)
        {
            return;
        }

        if (series is not null && !isLate && chunk.MinTimeMs >= head.MinValidTimeMs
            && series.TryAdopt(chunk, lane.Scratch))
        {
            lane.Adopted(chunk.MinTimeMs, chunk.MaxTimeMs);
        }
        else
        {
            StoreSamples(series, chunk, isLate);
        }
    }

    /// <summary>The same, sample by sample.</summary>
    internal void StoreSamples(HeadSeries? series, in ChunkView chunk, bool isLate)
    {
        if (series is null)
        {
            orphanCount += chunk.Count;
            return;
        }

        using var columns = new SampleColumns();
        if (!columns.TryDecode(chunk.Encoding, chunk.Bytes, 0, long.MinValue, long.MaxValue)
            || columns.Count != chunk.Count)
        {
            throw HeadRecords.Malformed();
        }

        for (var index = 0; index < columns.Count; index++)
        {
            var timeMs = columns.TimestampsMs[index];
            var isBeforeHead = timeMs < head.MinValidTimeMs;
            if (!isBeforeHead || isLate)
            {
                lane.Add(
                    series,
                    timeMs,
                    columns.Values[index],
                    columns.HasHistograms ? columns.Histograms[index] : null,
                    isBeforeHead);
            }
        }
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose() => worker.Dispose();

    private void Store(ReplayChunks chunks)
    {
        var record = new RecordReader(chunks.Payload);
        long id = 0, timeMs = 0;
        while (!record.IsAtEnd)
        {
            id = unchecked(id + record.TakeSigned());
            int form = record.TakeByte();
            var count = record.TakeUnsigned();
            timeMs = unchecked(timeMs + record.TakeSigned());
            var maxTimeMs = unchecked(timeMs + (long)record.TakeUnsigned());
            var rest = record.TakeBytes(unchecked((long)record.TakeUnsigned()));
            var encoding = (ChunkEncoding)(form & HeadRecords.EncodingMask);
            if (id is <= 0 or > uint.MaxValue || form >= 2 * HeadRecords.IsLateForm || count is 0 or > ushort.MaxValue
                || encoding is not (ChunkEncoding.Xor or ChunkEncoding.HistogramList) || maxTimeMs < timeMs)
            {
                throw HeadRecords.Malformed();
            }

            var bytes = Whole(rest, (int)count, timeMs);
            var chunk = new ChunkView(encoding, bytes, (int)count, timeMs, maxTimeMs);
            Store(find((uint)id), chunk, (form & HeadRecords.IsLateForm) != 0);
        }

        chunks.Clear();
    }

    private ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> rest, int count, long firstTimeMs)
    {
        if (buffer.Length < ChunkHead.LengthBytesMax + rest.Length)
        {
            buffer = new byte[ChunkHead.LengthBytesMax + (2 * rest.Length)];
        }

        var length = ChunkHead.Write(buffer, count, firstTimeMs);
        rest.CopyTo(buffer.AsSpan(length));
        return buffer.AsSpan(0, length + rest.Length);
    }
}
