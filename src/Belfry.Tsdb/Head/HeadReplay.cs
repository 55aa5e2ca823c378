using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Belfry.Tsdb.Chunks;
using Belfry.Tsdb.Reading;

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

    // A chunk with fewer samples is added sample by sample, so that it becomes the open one again.
    private const int AdoptedSamplesMin = 16;

    private readonly HeadStore head;
    private readonly HeadLane[] heads;
    private readonly ReplayLane[] lanes;
    private readonly Dictionary<uint, HeadSeries> aliases = [];

    internal HeadReplay(HeadStore head, int laneCount)
    {
        this.head = head;
        heads = [.. Enumerable.Range(0, Math.Max(1, laneCount)).Select(_ => head.NewLane())];
        lanes = [.. heads.Select(one => new ReplayLane(head.Pages, one))];
    }

    /// <summary>Samples whose series is not known, because damage took the record that named it.</summary>
    internal long OrphanCount { get; private set; }

    internal void Handle(byte type, ReadOnlySpan<byte> payload)
    {
        var record = new RecordReader(payload);
        switch (type)
        {
            case HeadRecords.Series:
                ReadSeries(ref record);
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
            case HeadRecords.Chunk:
                ReadChunk(ref record);
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

    public void Dispose() => Array.ForEach(lanes, lane => lane.Dispose());

    private void ReadSeries(ref RecordReader record)
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
                aliases[id] = series;
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

    private void ReadFormerChunk(ref RecordReader record) => AddChunk(
        record.TakeId(), ChunkEncoding.Xor, record.Rest, XorChunk.Count(record.Rest), isLate: false);

    private void ReadChunk(ref RecordReader record)
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

        if (maxTimeMs < head.MinValidTimeMs && !isLate)
        {
            return;
        }

        var chunk = new ChunkView(encoding, record.Rest, count, minTimeMs, maxTimeMs);
        if (!isLate && minTimeMs >= head.MinValidTimeMs && count >= AdoptedSamplesMin && Find(id) is { } series)
        {
            Drain();
            var lane = heads[LaneOf(series.Id)];
            if (series.TryAdopt(chunk, lane.Scratch))
            {
                lane.Adopted(minTimeMs, maxTimeMs);
                return;
            }
        }

        AddChunk(id, encoding, record.Rest, count, isLate);
    }

    private void AddChunk(uint id, ChunkEncoding encoding, ReadOnlySpan<byte> chunk, int count, bool isLate)
    {
        if (Find(id) is null)
        {
            OrphanCount += count;
            return;
        }

        using var columns = new SampleColumns();
        if (!columns.TryDecode(encoding, chunk, 0, long.MinValue, long.MaxValue) || columns.Count != count)
        {
            throw HeadRecords.Malformed();
        }

        for (var index = 0; index < columns.Count; index++)
        {
            Add(
                id,
                columns.TimestampsMs[index],
                columns.Values[index],
                columns.HasHistograms ? columns.Histograms[index] : null,
                isLate);
        }
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

        // The series itself is not looked at: it would have to be fetched from memory, and once more by its lane.
        if (head.Pages.Find((ulong)id) is null)
        {
            if (!aliases.TryGetValue((uint)id, out var series))
            {
                OrphanCount++;
                return;
            }

            id = series.Id;
        }

        var sample = new ReplayedSample { Id = (uint)id, TimeMs = timeMs, Value = value, IsLate = isBeforeHead };
        lanes[LaneOf((uint)id)].Add(sample, histogram);
    }

    private void Drain() => Array.ForEach(lanes, lane => lane.Drain());

    private int LaneOf(uint id) => (int)((id >> LaneBits) % (uint)lanes.Length);

    private HeadSeries? Find(uint id) => head.Pages.Find(id) ?? aliases.GetValueOrDefault(id);
}
