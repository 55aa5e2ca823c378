using Belfry.Model;
using Belfry.Storage.Journal;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Writes series records, in which every label is told once and a series tells what it has other than the one before:
/// of a target with a thousand series most labels are the same. Reused from record to record; one thread at a time.
/// Format: docs/formats/head-records.md.
/// </summary>
internal sealed class SeriesRecordWriter
{
    // More are not worth being kept for the next record.
    private const int PlacesKeptMax = 1 << 12;

    private readonly List<HeadSeries> waiting = [];
    private readonly List<LabelPair> pairs = [];
    private readonly Dictionary<LabelPair, int> places = [];
    private int pairsLengthBytes;
    private int lengthBytesMax;

    /// <summary>Adds a series; a record that has become long enough is written.</summary>
    internal void Add(JournalRecordBuffer records, HeadSeries series)
    {
        waiting.Add(series);
        lengthBytesMax += (4 + series.Pairs.Length) * Uvarint.LengthBytesMax / 2;
        foreach (var pair in series.Pairs)
        {
            if (places.TryAdd(pair, pairs.Count))
            {
                pairs.Add(pair);
                pairsLengthBytes += pair.Canonical.Length;
            }
        }

        if (pairsLengthBytes + lengthBytesMax > HeadRecords.SharedSizeBytesMax)
        {
            End(records);
        }
    }

    /// <summary>Writes what was added since the last record, if anything.</summary>
    internal void End(JournalRecordBuffer records)
    {
        if (waiting.Count == 0)
        {
            return;
        }

        records.Begin(HeadRecords.Series);
        var room = records.Reserve(Uvarint.LengthBytesMax + pairsLengthBytes + lengthBytesMax);
        var written = Uvarint.Write(room, (ulong)pairs.Count);
        foreach (var pair in pairs)
        {
            pair.Canonical.CopyTo(room[written..]);
            written += pair.Canonical.Length;
        }

        HeadSeries? before = null;
        foreach (var series in waiting)
        {
            written += Write(room[written..], series, before);
            before = series;
        }

        records.Advance(written);
        records.End();
        Clear();
    }

    private int Write(Span<byte> room, HeadSeries series, HeadSeries? before)
    {
        var labels = series.Pairs;
        var former = before is null ? default : before.Pairs;
        var shared = Math.Min(labels.Length, former.Length);
        var first = 0;
        while (first < shared && ReferenceEquals(labels[first], former[first]))
        {
            first++;
        }

        var last = 0;
        while (last < shared - first && ReferenceEquals(labels[^(last + 1)], former[^(last + 1)]))
        {
            last++;
        }

        var written = Uvarint.Write(room, Zigzag.Encode((long)series.Id - (before?.Id ?? 0)));
        written += Uvarint.Write(room[written..], (ulong)labels.Length);
        written += Uvarint.Write(room[written..], (ulong)first);
        written += Uvarint.Write(room[written..], (ulong)last);
        foreach (var pair in labels[first..^last])
        {
            written += Uvarint.Write(room[written..], (ulong)places[pair]);
        }

        return written;
    }

    private void Clear()
    {
        waiting.Clear();
        pairs.Clear();
        places.Clear();
        if (places.EnsureCapacity(0) > PlacesKeptMax)
        {
            places.TrimExcess(PlacesKeptMax);
        }

        (pairsLengthBytes, lengthBytesMax) = (0, 0);
    }
}
