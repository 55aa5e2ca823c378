using System.Buffers.Binary;
using Belfry.Model;
using Belfry.Model.Matching;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Tsdb.Index;

namespace Belfry.Tsdb.Blocks;

/// <summary>
/// Reads a block's index from mapped memory. Thread-safe. Damage comes as
/// <see cref="Storage.Contracts.StorageFailureException"/>. Format: docs/formats/block.md.
/// </summary>
internal sealed class IndexReader : IPostingsSource
{
    private readonly IndexSection symbols;
    private readonly IndexSection series;
    private readonly IndexSection pairs;
    private readonly IndexSection postings;

    internal IndexReader(MappedFile file, string name)
    {
        BlockFormat.CheckHeader(file, BlockFormat.IndexMagic, name);
        var contentsAt = file.LengthBytes - BlockFormat.ContentsSizeBytes;
        if (contentsAt < BlockFormat.HeaderSizeBytes)
        {
            throw BlockFormat.Damaged(name, 0, "it is too short");
        }

        var contents = file.Slice(contentsAt, BlockFormat.ContentsSizeBytes);
        if (Crc32C.Compute(contents[..^4]) != BinaryPrimitives.ReadUInt32LittleEndian(contents[^4..]))
        {
            throw BlockFormat.Damaged(name, contentsAt, "the checksum of its table of contents is wrong");
        }

        var sections = new IndexSection[BlockFormat.SectionCount];
        for (var index = 0; index < sections.Length; index++)
        {
            var entry = contents[(index * 20)..];
            sections[index] = new IndexSection(
                file,
                name,
                BinaryPrimitives.ReadInt64LittleEndian(entry),
                BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]));
        }

        (symbols, series, pairs, postings) = (sections[0], sections[1], sections[2], sections[3]);
    }

    internal uint SeriesCount => series.UInt32At(0);

    private uint SymbolCount => symbols.UInt32At(0);

    private uint NameCount => pairs.UInt32At(0);

    private uint PairCount => pairs.UInt32At(4);

    /// <inheritdoc/>
    public ReadOnlyMemory<uint> All()
    {
        var all = new uint[SeriesCount];
        for (uint ordinal = 0; ordinal < all.Length; ordinal++)
        {
            all[ordinal] = ordinal;
        }

        return all;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<uint> Postings(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var (first, end) = PairsOf(name);
        while (first < end)
        {
            var middle = first + ((end - first) / 2);
            var order = ValueAt(middle).SequenceCompareTo(value);
            if (order == 0)
            {
                return PostingsAt(middle);
            }

            (first, end) = order < 0 ? (middle + 1, end) : (first, middle);
        }

        return default;
    }

    /// <inheritdoc/>
    public void CollectWhere(
        LabelMatcher matcher, bool isMatch, List<ReadOnlyMemory<uint>> found, CancellationToken cancellationToken)
    {
        var (first, end) = PairsOf(matcher.NameUtf8.Span);
        for (var pair = first; pair < end; pair++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (matcher.Matches(ValueAt(pair)) == isMatch)
            {
                found.Add(PostingsAt(pair));
            }
        }
    }

    /// <summary>All label names, rising.</summary>
    internal IEnumerable<byte[]> Names()
    {
        for (uint index = 0; index < NameCount; index++)
        {
            yield return Symbol(pairs.UInt32At(8 + (index * 8L))).ToArray();
        }
    }

    /// <summary>All values of a name, rising.</summary>
    internal List<byte[]> Values(ReadOnlySpan<byte> name)
    {
        var (first, end) = PairsOf(name);
        var values = new List<byte[]>((int)(end - first));
        for (var pair = first; pair < end; pair++)
        {
            values.Add(ValueAt(pair).ToArray());
        }

        return values;
    }

    /// <summary>Writes a series' canonical labels; returns their length.</summary>
    internal int ReadLabels(uint ordinal, ref byte[] destination)
    {
        var rest = Entry(ordinal);
        var count = Take(ref rest);
        var length = 0;
        for (ulong index = 0; index < count * 2; index++)
        {
            var text = Symbol(checked((uint)Take(ref rest)));
            if (destination.Length - length < text.Length + Uvarint.LengthBytesMax)
            {
                Array.Resize(ref destination, Math.Max(destination.Length * 2, length + text.Length + 16));
            }

            length += Uvarint.Write(destination.AsSpan(length), (ulong)text.Length);
            text.CopyTo(destination.AsSpan(length));
            length += text.Length;
        }

        return length;
    }

    /// <summary>Replaces <paramref name="places"/> by a series' chunks, by rising time.</summary>
    internal void ReadChunks(uint ordinal, List<ChunkPlace> places)
    {
        places.Clear();
        var rest = Entry(ordinal);
        for (var labels = Take(ref rest); labels > 0; labels--)
        {
            Take(ref rest);
            Take(ref rest);
        }

        var count = Take(ref rest);
        var offset = (long)Take(ref rest);
        long before = 0;
        for (ulong index = 0; index < count; index++)
        {
            var zigzag = Take(ref rest);
            var min = unchecked(before + Zigzag.Decode(zigzag));
            var max = unchecked(min + (long)Take(ref rest));
            var length = checked((int)Take(ref rest));
            places.Add(new ChunkPlace(offset, length, min, max));
            offset += length;
            before = max;
        }
    }

    private ReadOnlySpan<byte> Entry(uint ordinal)
    {
        var count = SeriesCount;
        if (ordinal >= count)
        {
            throw series.Damaged("it names a series that is not there");
        }

        return Text(series, count, ordinal);
    }

    private ReadOnlySpan<byte> Symbol(uint number)
    {
        var count = SymbolCount;
        return number < count
            ? Text(symbols, count, number)
            : throw symbols.Damaged("it names a symbol that is not there");
    }

    // Both sections: a count, the ends, and the bytes.
    private static ReadOnlySpan<byte> Text(IndexSection section, uint count, uint number)
    {
        var start = number == 0 ? 0 : section.UInt32At(number * 4L);
        var end = section.UInt32At(4 + (number * 4L));
        return section.Slice(4 + (count * 4L) + start, (int)(end - start));
    }

    private (uint First, uint End) PairsOf(ReadOnlySpan<byte> name)
    {
        uint first = 0, end = NameCount;
        while (first < end)
        {
            var middle = first + ((end - first) / 2);
            var order = Symbol(pairs.UInt32At(8 + (middle * 8L))).SequenceCompareTo(name);
            if (order == 0)
            {
                var firstPair = pairs.UInt32At(12 + (middle * 8L));
                var isLast = middle + 1 == NameCount;
                return (firstPair, isLast ? PairCount : pairs.UInt32At(12 + ((middle + 1) * 8L)));
            }

            (first, end) = order < 0 ? (middle + 1, end) : (first, middle);
        }

        return default;
    }

    private long PairAt(uint pair) => 8 + (NameCount * 8L) + (pair * 12L);

    private ReadOnlySpan<byte> ValueAt(uint pair) => Symbol(pairs.UInt32At(PairAt(pair)));

    private ReadOnlyMemory<uint> PostingsAt(uint pair)
    {
        var start = pair == 0 ? 0 : pairs.Int64At(PairAt(pair - 1) + 4);
        var rest = postings.Slice(start, checked((int)(pairs.Int64At(PairAt(pair) + 4) - start)));

        // Each id takes a byte at least.
        var ids = new uint[rest.Length];
        var count = 0;
        uint before = 0;
        while (!rest.IsEmpty)
        {
            if (rest[0] < 0x80)
            {
                before += rest[0];
                rest = rest[1..];
            }
            else
            {
                before += (uint)Take(ref rest);
            }

            ids[count++] = before;
        }

        return ids.AsMemory(0, count);
    }

    private ulong Take(ref ReadOnlySpan<byte> rest)
    {
        if (!Uvarint.TryRead(rest, out var value, out var used))
        {
            throw series.Damaged("a number in it is cut short");
        }

        rest = rest[used..];
        return value;
    }
}
