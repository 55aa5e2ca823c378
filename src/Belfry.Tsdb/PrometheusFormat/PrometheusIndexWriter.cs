using System.Runtime.InteropServices;
using Belfry.Model;
using Belfry.Storage.Blocks;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Collects the series of a block and writes its index, version 2. It has no label indices, which Prometheus has not
/// read since 2.15. One thread. Format: docs/formats/prometheus-data.md.
/// </summary>
internal sealed class PrometheusIndexWriter
{
    private const byte Version = 2;
    private const int SeriesAlignmentBytes = 16;
    private const int PostingsAlignmentBytes = 4;
    private const byte KeysPerPostings = 2;

    private readonly SymbolCollector symbols = new();

    // The labels of all series, one behind the other, as numbers of symbols: name, value, name, value.
    private readonly List<uint> labels = [];
    private readonly List<PrometheusChunkPlace> chunks = [];
    private readonly List<Entry> series = [];
    private readonly FormatBuffer section = new();
    private uint[] ids = [];

    internal long SeriesCount => series.Count;

    internal long ChunkCount => chunks.Count;

    /// <summary>Starts a series, whose labels come behind those of the one before; it gets a chunk at least.</summary>
    internal void BeginSeries(Labels set)
    {
        var firstLabel = labels.Count;
        foreach (var label in set)
        {
            labels.Add(symbols.Number(label.Name));
            labels.Add(symbols.Number(label.Value));
        }

        series.Add(new Entry(firstLabel, (labels.Count - firstLabel) / 2, chunks.Count, 0));
    }

    /// <summary>Adds a chunk to the series begun last: later than its others, with a greater reference.</summary>
    internal void AddChunk(PrometheusChunkPlace place)
    {
        chunks.Add(place);
        CollectionsMarshal.AsSpan(series)[^1].ChunkCount++;
    }

    internal void Write(FileBuffer file)
    {
        var (sorted, places) = symbols.Sort();
        foreach (ref var label in CollectionsMarshal.AsSpan(labels))
        {
            label = places[label];
        }

        section.Clear();
        section.UInt32(PrometheusFiles.IndexMagic);
        section.Byte(Version);
        file.Write(section.Written);
        var symbolsAt = file.LengthBytes;
        WriteSymbols(file, sorted);
        var seriesAt = file.LengthBytes;
        WriteSeries(file);
        var labelsAt = file.LengthBytes;
        Pad(file, PostingsAlignmentBytes);
        var postingsAt = file.LengthBytes;
        var table = WritePostings(file, sorted);
        var tableAt = file.LengthBytes;
        WriteSection(file, table);
        WriteContents(file, [symbolsAt, seriesAt, labelsAt, tableAt, postingsAt, tableAt]);
    }

    private static void WriteContents(FileBuffer file, ReadOnlySpan<long> offsets)
    {
        var contents = new FormatBuffer();
        foreach (var offset in offsets)
        {
            contents.Int64(offset);
        }

        contents.UInt32(Crc32C.Compute(contents.Written));
        file.Write(contents.Written);
    }

    private void WriteSymbols(FileBuffer file, byte[][] sorted)
    {
        section.Clear();
        section.UInt32((uint)sorted.Length);
        foreach (var symbol in sorted)
        {
            section.Text(symbol);
        }

        WriteSection(file, section);
    }

    private void WriteSeries(FileBuffer file)
    {
        ids = new uint[series.Count];
        var length = new FormatBuffer();
        for (var ordinal = 0; ordinal < series.Count; ordinal++)
        {
            Pad(file, SeriesAlignmentBytes);
            ids[ordinal] = checked((uint)(file.LengthBytes / SeriesAlignmentBytes));
            section.Clear();
            FillEntry(series[ordinal]);
            length.Clear();
            length.Uvarint((ulong)section.LengthBytes);
            section.UInt32(Crc32C.Compute(section.Written));
            file.Write(length.Written);
            file.Write(section.Written);
        }
    }

    private void FillEntry(Entry entry)
    {
        section.Uvarint((ulong)entry.LabelCount);
        foreach (var symbol in CollectionsMarshal.AsSpan(labels).Slice(entry.FirstLabel, entry.LabelCount * 2))
        {
            section.Uvarint(symbol);
        }

        section.Uvarint((ulong)entry.ChunkCount);
        var before = default(PrometheusChunkPlace);
        for (var index = 0; index < entry.ChunkCount; index++)
        {
            var chunk = chunks[entry.FirstChunk + index];
            if (index == 0)
            {
                section.Varint(chunk.MinTimeMs);
                section.Uvarint(unchecked((ulong)(chunk.MaxTimeMs - chunk.MinTimeMs)));
                section.Uvarint(chunk.Reference);
            }
            else
            {
                section.Uvarint(unchecked((ulong)(chunk.MinTimeMs - before.MaxTimeMs)));
                section.Uvarint(unchecked((ulong)(chunk.MaxTimeMs - chunk.MinTimeMs)));
                section.Varint((long)(chunk.Reference - before.Reference));
            }

            before = chunk;
        }
    }

    /// <summary>Writes the list of all series and those of each label; returns where they are.</summary>
    private FormatBuffer WritePostings(FileBuffer file, byte[][] sorted)
    {
        var lists = PostingsByPair();
        var table = new FormatBuffer();
        table.UInt32((uint)lists.Count + 1);
        WriteList(file, table, [], [], ids);
        foreach (var (pair, list) in lists)
        {
            WriteList(file, table, sorted[pair >> 32], sorted[pair & uint.MaxValue], CollectionsMarshal.AsSpan(list));
        }

        return table;
    }

    private void WriteList(
        FileBuffer file,
        FormatBuffer table,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<uint> members)
    {
        Pad(file, PostingsAlignmentBytes);
        table.Uvarint(KeysPerPostings);
        table.Text(name);
        table.Text(value);
        table.Uvarint((ulong)file.LengthBytes);
        section.Clear();
        section.UInt32((uint)members.Length);
        foreach (var id in members)
        {
            section.UInt32(id);
        }

        WriteSection(file, section);
    }

    private List<KeyValuePair<ulong, List<uint>>> PostingsByPair()
    {
        var lists = new Dictionary<ulong, List<uint>>();
        for (var ordinal = 0; ordinal < series.Count; ordinal++)
        {
            var entry = series[ordinal];
            for (var index = 0; index < entry.LabelCount; index++)
            {
                var at = entry.FirstLabel + (index * 2);
                var key = ((ulong)labels[at] << 32) | labels[at + 1];
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _);
                (list ??= []).Add(ids[ordinal]);
            }
        }

        return [.. lists.OrderBy(pair => pair.Key)];
    }

    private static void WriteSection(FileBuffer file, FormatBuffer content)
    {
        var frame = new FormatBuffer();
        frame.UInt32((uint)content.LengthBytes);
        file.Write(frame.Written);
        file.Write(content.Written);
        frame.Clear();
        frame.UInt32(Crc32C.Compute(content.Written));
        file.Write(frame.Written);
    }

    private static void Pad(FileBuffer file, int alignmentBytes)
    {
        while (file.LengthBytes % alignmentBytes != 0)
        {
            file.WriteByte(0);
        }
    }

    private record struct Entry(int FirstLabel, int LabelCount, int FirstChunk, int ChunkCount);
}
