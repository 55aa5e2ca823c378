using Belfry.Model;

namespace Belfry.Tsdb.Head;

/// <summary>
/// The series that one journal record tells of, checked as a whole before any of them is made. Reused from record to
/// record; one thread. Format: docs/formats/head-records.md.
/// </summary>
internal sealed class SeriesRecord
{
    // So many labels of all series together, told by few bytes, are no record that this program wrote.
    private const int PlacesMax = 1 << 24;

    private readonly List<(int Start, int NameLength, int Length)> pairs = [];
    private readonly List<int> places = [];
    private readonly List<(uint Id, int PlaceStart, int PlaceCount, int FirstShared)> series = [];
    private LabelPair?[] shared = [];
    private int[] uses = [];
    private byte[] labels = new byte[512];
    private int[] labelEnds = new int[32];

    /// <summary>How many series it tells of.</summary>
    internal int Count => series.Count;

    /// <summary>How many different labels they have.</summary>
    internal int PairCount => pairs.Count;

    /// <summary>How many of the series have a label.</summary>
    internal int Uses(int pair) => uses[pair];

    /// <summary>A label's canonical bytes, in the payload that was read last.</summary>
    internal ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> payload, int pair) =>
        payload.Slice(pairs[pair].Start, pairs[pair].Length);

    /// <summary>Says which shared object a label is.</summary>
    internal void Share(int pair, LabelPair with) => shared[pair] = with;

    internal uint IdOf(int index) => series[index].Id;

    /// <summary>The labels of a series, once all are shared.</summary>
    internal LabelPair[] PairsOf(int index)
    {
        var (_, start, count, _) = series[index];
        var result = new LabelPair[count];
        for (var position = 0; position < count; position++)
        {
            result[position] = shared[places[start + position]]!;
        }

        return result;
    }

    /// <summary>
    /// The canonical bytes of a series' labels; valid until the next call. To be called for one series after the other.
    /// </summary>
    internal ReadOnlySpan<byte> LabelsOf(int index)
    {
        var (_, start, count, first) = series[index];
        if (labelEnds.Length < count)
        {
            Array.Resize(ref labelEnds, count * 2);
        }

        // The first ones lie there from the series before.
        var length = first == 0 ? 0 : labelEnds[first - 1];
        for (var position = first; position < count; position++)
        {
            var canonical = shared[places[start + position]]!.Canonical;
            if (labels.Length - length < canonical.Length)
            {
                Array.Resize(ref labels, Math.Max(labels.Length * 2, length + canonical.Length));
            }

            canonical.CopyTo(labels.AsSpan(length));
            length += canonical.Length;
            labelEnds[position] = length;
        }

        return labels.AsSpan(0, length);
    }

    /// <summary>Reads a record; throws when it makes no sense.</summary>
    internal void Read(ReadOnlySpan<byte> payload)
    {
        pairs.Clear();
        places.Clear();
        series.Clear();
        var record = new RecordReader(payload);
        ReadPairs(ref record, payload.Length);
        long id = 0;
        while (!record.IsAtEnd)
        {
            id = unchecked(id + record.TakeSigned());
            if (id is <= 0 or > uint.MaxValue)
            {
                throw HeadRecords.Malformed();
            }

            ReadSeries(ref record, payload, (uint)id);
        }
    }

    private void ReadPairs(ref RecordReader record, int payloadLengthBytes)
    {
        // A pair takes four bytes at the least, so what is told here cannot ask for more room than it has.
        var count = record.TakeUnsigned();
        if (count > (ulong)record.Rest.Length)
        {
            throw HeadRecords.Malformed();
        }

        for (; count > 0; count--)
        {
            var start = payloadLengthBytes - record.Rest.Length;
            var nameLength = TakePart(ref record);
            TakePart(ref record);
            pairs.Add((start, nameLength, payloadLengthBytes - record.Rest.Length - start));
        }

        if (shared.Length < pairs.Count)
        {
            shared = new LabelPair?[pairs.Count * 2];
            uses = new int[pairs.Count * 2];
        }

        Array.Clear(uses);
    }

    private static int TakePart(ref RecordReader record)
    {
        var before = record.Rest.Length;
        var length = record.TakeUnsigned();
        if (length == 0 || before - record.Rest.Length != Uvarint.LengthBytes(length) || length > int.MaxValue)
        {
            throw HeadRecords.Malformed();
        }

        record.TakeBytes((long)length);
        return (int)length;
    }

    private void ReadSeries(ref RecordReader record, ReadOnlySpan<byte> payload, uint id)
    {
        var count = record.TakeUnsigned();
        var first = record.TakeUnsigned();
        var last = record.TakeUnsigned();
        var (before, beforeCount) = series.Count > 0 ? (series[^1].PlaceStart, series[^1].PlaceCount) : (0, 0);
        if (count == 0 || first > (ulong)beforeCount || last > (ulong)beforeCount - first || first + last > count
            || count - first - last > (ulong)record.Rest.Length || places.Count + (long)count > PlacesMax)
        {
            throw HeadRecords.Malformed();
        }

        var start = places.Count;
        for (var position = 0; position < (int)count; position++)
        {
            var place = position < (int)first ? places[before + position]
                : position >= (int)(count - last) ? places[before + beforeCount - ((int)count - position)]
                : TakePlace(ref record);

            // Between two labels that the series before has side by side too, names rise as they do there.
            var isKnown = position < (int)first || position > (int)(count - last);
            if (!isKnown && position > 0 && NameOf(payload, places[^1]).SequenceCompareTo(NameOf(payload, place)) >= 0)
            {
                throw HeadRecords.Malformed();
            }

            uses[place]++;
            places.Add(place);
        }

        series.Add((id, start, (int)count, (int)first));
    }

    private int TakePlace(ref RecordReader record)
    {
        var place = record.TakeUnsigned();
        return place < (ulong)pairs.Count ? (int)place : throw HeadRecords.Malformed();
    }

    private ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> payload, int pair)
    {
        var (start, nameLength, _) = pairs[pair];
        return payload.Slice(start + Uvarint.LengthBytes((ulong)nameLength), nameLength);
    }
}
