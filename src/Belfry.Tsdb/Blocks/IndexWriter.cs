using System.Runtime.InteropServices;
using Belfry.Model;

namespace Belfry.Tsdb.Blocks;

/// <summary>Collects a block's series and writes its index. One thread. Format: docs/formats/block.md.</summary>
internal sealed class IndexWriter
{
    private readonly SymbolCollector symbols = new();

    // The labels of all series, one behind the other, as numbers of symbols: name, value, name, value.
    private readonly List<uint> labels = [];
    private readonly List<Chunk> chunks = [];
    private readonly List<Series> series = [];
    private byte[] pendingLabels = [];
    private int pendingLength;
    private bool isPending;

    internal long SeriesCount => series.Count;

    internal void BeginSeries(ReadOnlySpan<byte> canonicalLabels)
    {
        if (pendingLabels.Length < canonicalLabels.Length)
        {
            pendingLabels = new byte[canonicalLabels.Length * 2];
        }

        canonicalLabels.CopyTo(pendingLabels);
        pendingLength = canonicalLabels.Length;
        isPending = true;
    }

    internal void AddChunk(long offset, int lengthBytes, long minTimeMs, long maxTimeMs)
    {
        if (isPending)
        {
            isPending = false;
            var firstLabel = labels.Count;
            foreach (var label in new LabelsReader(pendingLabels.AsSpan(0, pendingLength)))
            {
                labels.Add(symbols.Number(label.Name));
                labels.Add(symbols.Number(label.Value));
            }

            series.Add(new Series(firstLabel, (labels.Count - firstLabel) / 2, chunks.Count, 0));
        }

        chunks.Add(new Chunk(offset, lengthBytes, minTimeMs, maxTimeMs));
        CollectionsMarshal.AsSpan(series)[^1].ChunkCount++;
    }

    internal void Write(FileBuffer file)
    {
        var (sorted, places) = symbols.Sort();
        foreach (ref var label in CollectionsMarshal.AsSpan(labels))
        {
            label = places[label];
        }

        var sections = new List<(long Offset, long Length, uint Checksum)>();
        BlockFormat.WriteHeader(file, BlockFormat.IndexMagic);
        WriteSection(() => WriteSymbols(file, sorted));
        WriteSection(() => WriteSeries(file));
        var lists = PostingsByPair();
        var postings = EncodePostings(lists, out var ends);
        WriteSection(() => WritePairs(file, lists, ends));
        WriteSection(() => file.Write(postings));
        file.BeginChecksum();
        foreach (var (offset, length, checksum) in sections)
        {
            file.WriteInt64(offset);
            file.WriteInt64(length);
            file.WriteUInt32(checksum);
        }

        file.WriteUInt32(file.Checksum());

        void WriteSection(Action write)
        {
            var start = file.LengthBytes;
            file.BeginChecksum();
            write();
            sections.Add((start, file.LengthBytes - start, file.Checksum()));
        }
    }

    private static void WriteSymbols(FileBuffer file, byte[][] sorted)
    {
        file.WriteUInt32((uint)sorted.Length);
        long end = 0;
        foreach (var text in sorted)
        {
            end += text.Length;
            file.WriteUInt32(checked((uint)end));
        }

        foreach (var text in sorted)
        {
            file.Write(text);
        }
    }

    private void WriteSeries(FileBuffer file)
    {
        file.WriteUInt32((uint)series.Count);
        var entries = new System.Buffers.ArrayBufferWriter<byte>(1 << 16);
        foreach (ref readonly var one in CollectionsMarshal.AsSpan(series))
        {
            WriteEntry(entries, one);
            file.WriteUInt32(checked((uint)entries.WrittenCount));
        }

        file.Write(entries.WrittenSpan);
    }

    private void WriteEntry(System.Buffers.ArrayBufferWriter<byte> entries, in Series one)
    {
        Put(entries, (ulong)one.LabelCount);
        foreach (var symbol in CollectionsMarshal.AsSpan(labels).Slice(one.FirstLabel, one.LabelCount * 2))
        {
            Put(entries, symbol);
        }

        var ofSeries = CollectionsMarshal.AsSpan(chunks).Slice(one.FirstChunk, one.ChunkCount);
        Put(entries, (ulong)ofSeries.Length);
        Put(entries, (ulong)ofSeries[0].Offset);
        long before = 0;
        foreach (ref readonly var chunk in ofSeries)
        {
            var gap = unchecked(chunk.MinTimeMs - before);
            Put(entries, Zigzag.Encode(gap));
            Put(entries, unchecked((ulong)chunk.MaxTimeMs - (ulong)chunk.MinTimeMs));
            Put(entries, (ulong)chunk.LengthBytes);
            before = chunk.MaxTimeMs;
        }
    }

    private List<KeyValuePair<ulong, List<uint>>> PostingsByPair()
    {
        var lists = new Dictionary<ulong, List<uint>>();
        for (var ordinal = 0; ordinal < series.Count; ordinal++)
        {
            var one = series[ordinal];
            for (var index = 0; index < one.LabelCount; index++)
            {
                var at = one.FirstLabel + (index * 2);
                var key = ((ulong)labels[at] << 32) | labels[at + 1];
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _);
                (list ??= []).Add((uint)ordinal);
            }
        }

        return [.. lists.OrderBy(pair => pair.Key)];
    }

    private static byte[] EncodePostings(List<KeyValuePair<ulong, List<uint>>> lists, out List<long> ends)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(1 << 16);
        ends = [];
        foreach (var (_, ordinals) in lists)
        {
            uint before = 0;
            foreach (var ordinal in ordinals)
            {
                Put(bytes, ordinal - before);
                before = ordinal;
            }

            ends.Add(bytes.WrittenCount);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WritePairs(FileBuffer file, List<KeyValuePair<ulong, List<uint>>> lists, List<long> ends)
    {
        var firstPairs = new List<(uint Symbol, uint FirstPair)>();
        for (var index = 0; index < lists.Count; index++)
        {
            var name = (uint)(lists[index].Key >> 32);
            if (firstPairs.Count == 0 || firstPairs[^1].Symbol != name)
            {
                firstPairs.Add((name, (uint)index));
            }
        }

        file.WriteUInt32((uint)firstPairs.Count);
        file.WriteUInt32((uint)lists.Count);
        foreach (var (symbol, firstPair) in firstPairs)
        {
            file.WriteUInt32(symbol);
            file.WriteUInt32(firstPair);
        }

        for (var index = 0; index < lists.Count; index++)
        {
            file.WriteUInt32((uint)lists[index].Key);
            file.WriteInt64(ends[index]);
        }
    }

    private static void Put(System.Buffers.ArrayBufferWriter<byte> bytes, ulong value)
    {
        var span = bytes.GetSpan(Uvarint.LengthBytesMax);
        bytes.Advance(Uvarint.Write(span, value));
    }

    private readonly record struct Chunk(long Offset, int LengthBytes, long MinTimeMs, long MaxTimeMs);

    private record struct Series(int FirstLabel, int LabelCount, int FirstChunk, int ChunkCount);
}
