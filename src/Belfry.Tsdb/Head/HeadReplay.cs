using Belfry.Model;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Rebuilds the head from journal records. Samples that blocks already have are left out. The ids of the journal are
/// those of the head, except that a series which was journaled under two ids lives on under the first.
/// </summary>
internal sealed class HeadReplay(HeadStore head)
{
    private const int BatchLength = 1024;

    private readonly Dictionary<uint, HeadSeries> aliases = [];
    private readonly PendingSample[] batch = new PendingSample[BatchLength];
    private int count;

    /// <summary>Samples whose series is not known, because damage took the record that named it.</summary>
    internal long OrphanCount { get; private set; }

    internal void Handle(byte type, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case HeadRecords.Series:
                ReadSeries(payload);
                break;
            case HeadRecords.Samples:
                ReadSamples(payload);
                break;
            case HeadRecords.Deletions:
                ReadDeletions(payload);
                break;
            case HeadRecords.Chunk:
                ReadChunk(payload);
                break;
            default:
                throw HeadRecords.Malformed();
        }
    }

    private void ReadSeries(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var id = TakeId(ref rest);
            var labels = HeadRecords.TakeBytes(ref rest, HeadRecords.TakeUnsigned(ref rest));
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

    private void ReadSamples(ReadOnlySpan<byte> rest)
    {
        long id = 0, time = 0;
        while (!rest.IsEmpty)
        {
            id = unchecked(id + HeadRecords.TakeSigned(ref rest));
            time = unchecked(time + HeadRecords.TakeSigned(ref rest));
            var value = BitConverter.ToDouble(HeadRecords.TakeBytes(ref rest, 8));
            if (id is <= 0 or > uint.MaxValue)
            {
                throw HeadRecords.Malformed();
            }

            Add((uint)id, time, value);
        }

        Flush();
    }

    private void ReadDeletions(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var id = TakeId(ref rest);
            var from = HeadRecords.TakeSigned(ref rest);
            var through = HeadRecords.TakeSigned(ref rest);
            if (Find(id) is { } series)
            {
                head.Delete(series, from, through);
            }
        }
    }

    private void ReadChunk(ReadOnlySpan<byte> rest)
    {
        var id = TakeId(ref rest);
        if (Find(id) is not { } series)
        {
            OrphanCount += Belfry.Encoding.Chunks.XorChunk.Count(rest);
            return;
        }

        if (!head.Scratch.TryDecode(rest))
        {
            throw HeadRecords.Malformed();
        }

        var times = head.Scratch.Columns.TimestampsMs;
        if (times.Length == 0 || times[^1] < head.MinValidTimeMs)
        {
            return;
        }

        if (times[0] >= head.MinValidTimeMs && head.TryAdopt(series, rest))
        {
            return;
        }

        // Adding may use the scratch columns, so the samples are taken out first.
        var samples = new List<Sample>(times.Length);
        for (var index = 0; index < times.Length; index++)
        {
            samples.Add(new Sample(new TimestampMs(times[index]), head.Scratch.Columns.Values[index]));
        }

        samples.ForEach(sample => Add(id, sample.Timestamp.Value, sample.Value));
        Flush();
    }

    private void Add(uint id, long timeMs, double value)
    {
        if (timeMs < head.MinValidTimeMs)
        {
            return;
        }

        if (Find(id) is not { } series)
        {
            OrphanCount++;
            return;
        }

        batch[count++] = new PendingSample { Series = series, TimeMs = timeMs, Value = value };
        if (count == batch.Length)
        {
            Flush();
        }
    }

    private void Flush()
    {
        head.Apply(batch.AsSpan(0, count));
        count = 0;
    }

    private HeadSeries? Find(uint id) => head.Pages.Find(id) ?? aliases.GetValueOrDefault(id);

    private static uint TakeId(ref ReadOnlySpan<byte> rest)
    {
        var id = HeadRecords.TakeUnsigned(ref rest);
        return id is 0 or > uint.MaxValue ? throw HeadRecords.Malformed() : (uint)id;
    }
}
