using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Tsdb.Chunks;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Rebuilds the head from journal records. Samples that blocks already have are left out, except late ones, which the
/// blocks may or may not have. The ids of the journal are those of the head, except that a series which was journaled
/// under two ids lives on under the first. One thread reads; the series are shared among lanes that store side by side.
/// </summary>
internal sealed class HeadReplay : IDisposable
{
    // Neighbours in a batch mostly have ids next to each other, and memory too.
    private const int LaneBits = 5;

    // A checkpoint's extent is a hint: a wrong one must not ask for much.
    private const int ExtentMax = 1 << 20;

    private readonly HeadStore head;
    private readonly HeadLane[] heads;
    private readonly ReplayLane[] lanes;
    private readonly int laneMask;
    private readonly ChunkReplay chunks;
    private readonly SeriesRecord seriesRecord = new();
    private readonly Dictionary<uint, HeadSeries> aliases = [];
    private long orphanCount;

    // Chunks and samples are of the same series, so they are not stored at the same time.
    private bool isInChunks;

    internal HeadReplay(HeadStore head, int laneCount)
    {
        this.head = head;
        laneMask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, laneCount)) - 1;
        heads = [.. Enumerable.Range(0, laneMask + 1).Select(_ => head.NewLane())];
        lanes = [.. heads.Select(one => new ReplayLane(head.Pages, one))];
        chunks = new ChunkReplay(head, heads[0], Find, hasThread: laneCount > 1);
    }

    /// <summary>Samples whose series is not known, because damage took the record that named it.</summary>
    internal long OrphanCount => orphanCount + chunks.OrphanCount;

    internal void Handle(byte type, ReadOnlySpan<byte> payload)
    {
        var record = new RecordReader(payload);
        switch (type)
        {
            case HeadRecords.Series:
                seriesRecord.Read(payload);
                head.Restore(seriesRecord, payload, AddAlias);
                break;
            case HeadRecords.FormerSeries:
                ReadFormerSeries(ref record);
                break;
            case HeadRecords.Chunks:
                ReadChunks(payload);
                break;
            case HeadRecords.Extent:
                head.Reserve((int)Math.Min(ExtentMax, record.TakeUnsigned()));
                break;
            case HeadRecords.FormerSamples:
                ReadFormerSamples(ref record);
                break;
            case HeadRecords.Deletions:
                ReadDeletions(ref record);
                break;
            case HeadRecords.FormerChunk:
                ReadFormerChunk(ref record);
                break;
            case HeadRecords.Samples or HeadRecords.LateSamples:
                ReadSamples(ref record, type == HeadRecords.LateSamples);
                break;
            case HeadRecords.Histograms or HeadRecords.LateHistograms:
                ReadHistogram(ref record, type == HeadRecords.LateHistograms);
                break;
            case HeadRecords.Exemplars:
                ReadExemplars(ref record);
                break;
            case HeadRecords.SingleChunk:
                ReadSingleChunk(ref record);
                break;
            default:
                throw HeadRecords.Malformed();
        }
    }

    /// <summary>Stores what was read so far; the head is then as the journal says.</summary>
    internal void Complete()
    {
        Drain();
        Array.ForEach(heads, head.Gather);
    }

    public void Dispose()
    {
        Array.ForEach(lanes, lane => lane.Dispose());
        chunks.Dispose();
    }

    private void ReadFormerSeries(ref RecordReader record)
    {
        while (!record.IsAtEnd)
        {
            var id = record.TakeId();
            var labels = record.TakeBytes(checked((long)record.TakeUnsigned()));
            if (labels.IsEmpty || !LabelsReader.IsCanonical(labels))
            {
                throw HeadRecords.Malformed();
            }

            var series = head.Restore(id, labels);
            if (series.Id != id)
            {
                AddAlias(id, series);
            }
        }
    }

    private void ReadFormerSamples(ref RecordReader record)
    {
        long id = 0, time = 0;
        while (!record.IsAtEnd)
        {
            id = unchecked(id + record.TakeSigned());
            time = unchecked(time + record.TakeSigned());
            Add(id, time, record.TakeDouble(), null, isLate: false);
        }
    }

    private void ReadSamples(ref RecordReader record, bool isLate)
    {
        long id = 0, time = 0;
        while (!record.IsAtEnd)
        {
            int first = record.TakeByte();
            var valueLength = first & HeadRecords.ValueLengthMask;
            if (valueLength > 8)
            {
                throw HeadRecords.Malformed();
            }

            id = unchecked(id + ((first & HeadRecords.NextId) != 0 ? 1 : record.TakeSigned()));
            time = unchecked(time + ((first & HeadRecords.SameTime) != 0 ? 0 : record.TakeSigned()));
            Add(id, time, record.TakeShortened(valueLength), null, isLate);
        }
    }

    private void ReadHistogram(ref RecordReader record, bool isLate)
    {
        var id = record.TakeId();
        var time = record.TakeSigned();
        var rest = record.Rest;
        if (!HistogramBytes.TryRead(ref rest, null, out var histogram) || !rest.IsEmpty)
        {
            throw HeadRecords.Malformed();
        }

        Add(id, time, histogram.Sum, histogram, isLate);
    }

    private void ReadExemplars(ref RecordReader record)
    {
        while (!record.IsAtEnd)
        {
            var id = record.TakeId();
            var time = record.TakeSigned();
            var value = record.TakeDouble();
            var labels = record.TakeBytes(checked((long)record.TakeUnsigned()));
            if (!LabelsReader.IsCanonical(labels))
            {
                throw HeadRecords.Malformed();
            }

            if (Find(id) is { } series)
            {
                head.Exemplars.Add(
                    series, new Exemplar(Labels.FromCanonical(labels), value, new TimestampMs(time)));
            }
        }
    }

    private void ReadDeletions(ref RecordReader record)
    {
        Drain();
        while (!record.IsAtEnd)
        {
            var id = record.TakeId();
            var from = record.TakeSigned();
            var through = record.TakeSigned();
            if (Find(id) is { } series)
            {
                head.Delete(series, from, through);
            }
        }
    }

    private void ReadChunks(ReadOnlySpan<byte> payload)
    {
        if (!isInChunks)
        {
            Drain();
            isInChunks = true;
        }

        chunks.Add(payload);
    }

    private void ReadFormerChunk(ref RecordReader record)
    {
        var id = record.TakeId();
        Drain();
        chunks.StoreSamples(
            Find(id), new ChunkView(ChunkEncoding.Xor, record.Rest, XorChunk.Count(record.Rest), 0, 0), isLate: false);
    }

    private void ReadSingleChunk(ref RecordReader record)
    {
        var id = record.TakeId();
        var isLate = (record.TakeByte() & HeadRecords.IsLate) != 0;
        var encoding = (ChunkEncoding)record.TakeByte();
        var count = checked((int)record.TakeUnsigned());
        var minTimeMs = record.TakeSigned();
        var maxTimeMs = unchecked(minTimeMs + (long)record.TakeUnsigned());
        if (count is 0 or > ushort.MaxValue || maxTimeMs < minTimeMs)
        {
            throw HeadRecords.Malformed();
        }

        Drain();
        chunks.Store(Find(id), new ChunkView(encoding, record.Rest, count, minTimeMs, maxTimeMs), isLate);
    }

    private void Add(long id, long timeMs, double value, NativeHistogram? histogram, bool isLate)
    {
        if (id is <= 0 or > uint.MaxValue)
        {
            throw HeadRecords.Malformed();
        }

        var isBeforeHead = timeMs < head.MinValidTimeMs;
        if (isBeforeHead && !isLate)
        {
            return;
        }

        if (isInChunks)
        {
            Drain();
        }

        // The series itself is not looked at: it would have to be fetched from memory, and once more by its lane.
        if (head.Pages.Find((ulong)id) is null)
        {
            if (!aliases.TryGetValue((uint)id, out var series))
            {
                orphanCount++;
                return;
            }

            id = series.Id;
        }

        var sample = new ReplayedSample { Id = (uint)id, TimeMs = timeMs, Value = value, IsLate = isBeforeHead };
        lanes[(int)(id >> LaneBits) & laneMask].Add(sample, histogram);
    }

    private void AddAlias(uint id, HeadSeries series)
    {
        // The thread that stores chunks looks for them too.
        chunks.Drain();
        aliases[id] = series;
    }

    private void Drain()
    {
        chunks.Drain();
        isInChunks = false;
        Array.ForEach(lanes, lane => lane.Flush());
        Array.ForEach(lanes, lane => lane.Drain());
    }

    private HeadSeries? Find(uint id) => head.Pages.Find(id) ?? aliases.GetValueOrDefault(id);
}
