using Belfry.Model;
using Belfry.Platform.Disk;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Reads the index of a block of Prometheus: versions 1 (symbols by offset, series anywhere), 2 and 3 (symbols by
/// number, series at multiples of 16). Every part is checked against its checksum when it is read. One thread.
/// Format: docs/formats/prometheus-data.md.
/// </summary>
internal sealed class PrometheusIndex : IDisposable
{
    private const int HeaderBytes = 5;
    private const int LabelsMax = 1 << 20;
    private const int SeriesAlignmentBytes = 16;

    private readonly MappedFile file;
    private readonly string path;
    private readonly DamageList damages;
    private readonly bool isVersion1;
    private IndexContents contents;

    // Version 2: where each symbol starts, from the start of the section.
    private uint[] symbols = [];

    private PrometheusIndex(MappedFile file, string path, DamageList damages, bool isVersion1)
    {
        this.file = file;
        this.path = path;
        this.damages = damages;
        this.isVersion1 = isVersion1;
    }

    /// <summary>Opens the index; null, with the damage told, when nothing of it can be used.</summary>
    internal static PrometheusIndex? TryOpen(
        StoreDirectory block, PrometheusBlockMeta meta, string path, DamageList damages)
    {
        path = $"{path}/{PrometheusFiles.IndexName}";
        var file = PrometheusFiles.TryMap(block, PrometheusFiles.IndexName, path, damages);
        if (file is null)
        {
            return null;
        }

        var index = TryOpen(file, meta, path, damages);
        if (index is null)
        {
            file.Dispose();
        }

        return index;
    }

    /// <summary>
    /// Where the series are, in their order: from the list of all of them, or, when there is none or it is damaged, by
    /// going from one to the next.
    /// </summary>
    internal IEnumerable<long> SeriesOffsets() => ListedSeries() ?? WalkSeries();

    /// <summary>
    /// Reads a series: its labels, and its chunks by rising time. False, with the damage told, when it is unreadable.
    /// </summary>
    internal bool TryReadSeries(long offset, LabelsBuilder labels, List<PrometheusChunkPlace> chunks)
    {
        chunks.Clear();
        labels.Clear();
        if (!TrySeriesEntry(offset, out var entry, out _))
        {
            damages.Add(path, offset, "the series has a wrong length or checksum, and was left out");
            return false;
        }

        var cursor = new FormatCursor(entry);
        if (!TryReadLabels(ref cursor, labels) || !TryReadChunks(ref cursor, chunks))
        {
            damages.Add(path, offset, "the series makes no sense, and was left out");
            return false;
        }

        return true;
    }

    /// <summary>The number of a series by which tombstones name it.</summary>
    internal ulong SeriesNumber(long offset) => (ulong)(isVersion1 ? offset : offset / SeriesAlignmentBytes);

    public void Dispose() => file.Dispose();

    private static PrometheusIndex? TryOpen(
        MappedFile file, PrometheusBlockMeta meta, string path, DamageList damages)
    {
        if (file.LengthBytes < HeaderBytes + IndexContents.SizeBytes)
        {
            damages.Add(path, 0, "the file is too short; the block was left out");
            return null;
        }

        var header = new FormatCursor(file.Slice(0, HeaderBytes));
        var magic = header.UInt32();
        var version = header.Byte();
        if (magic != PrometheusFiles.IndexMagic || version is not (1 or 2 or 3))
        {
            damages.Add(path, 0, $"no index of a known version ({version}); the block was left out");
            return null;
        }

        var index = new PrometheusIndex(file, path, damages, version == 1 && meta.HasIndexVersion1);
        if (!IndexContents.TryRead(file, out index.contents))
        {
            damages.Add(
                path,
                file.LengthBytes - IndexContents.SizeBytes,
                "the table of contents has a wrong checksum; the block was left out");
            return null;
        }

        if (!index.TryLoadSymbols())
        {
            damages.Add(path, index.contents.Symbols, "the symbols are damaged; the block was left out");
            return null;
        }

        return index;
    }

    private bool TryLoadSymbols()
    {
        if (!TrySection(contents.Symbols, out var section))
        {
            return false;
        }

        var cursor = new FormatCursor(section);
        var count = cursor.UInt32();
        if (isVersion1 || count > section.Length)
        {
            return isVersion1;
        }

        symbols = new uint[count];
        foreach (ref var symbol in symbols.AsSpan())
        {
            symbol = (uint)(section.Length - cursor.RemainingBytes);
            cursor.Text();
        }

        return !cursor.HasFailed;
    }

    private bool TryReadLabels(ref FormatCursor cursor, LabelsBuilder labels)
    {
        var count = cursor.Uvarint();
        if (count > LabelsMax)
        {
            return false;
        }

        for (var index = 0ul; index < count; index++)
        {
            if (!TrySymbol(cursor.Uvarint(), out var name) || !TrySymbol(cursor.Uvarint(), out var value)
                || cursor.HasFailed)
            {
                return false;
            }

            labels.Set(name, value);
        }

        return true;
    }

    private static bool TryReadChunks(ref FormatCursor cursor, List<PrometheusChunkPlace> chunks)
    {
        var count = cursor.Count(3);
        var time = 0L;
        var reference = 0ul;
        for (var index = 0; index < count; index++)
        {
            unchecked
            {
                var minTimeMs = index == 0 ? cursor.Varint() : time + (long)cursor.Uvarint();
                time = minTimeMs + (long)cursor.Uvarint();
                reference = index == 0 ? cursor.Uvarint() : reference + (ulong)cursor.Varint();
                chunks.Add(new PrometheusChunkPlace(reference, minTimeMs, time));
                if (time < minTimeMs)
                {
                    return false;
                }
            }
        }

        return !cursor.HasFailed;
    }

    private bool TrySymbol(ulong reference, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!isVersion1 && reference >= (ulong)symbols.Length)
        {
            return false;
        }

        // The length in front of the section counts; a symbol of version 1 is told by its place in the file.
        var at = isVersion1 ? (long)reference : contents.Symbols + 4 + symbols[reference];
        if (at < 0 || at >= file.LengthBytes)
        {
            return false;
        }

        var head = new FormatCursor(file.Slice(at, (int)Math.Min(Uvarint.LengthBytesMax, file.LengthBytes - at)));
        var before = head.RemainingBytes;
        var length = head.Uvarint();
        at += before - head.RemainingBytes;
        if (head.HasFailed || length > (ulong)(file.LengthBytes - at) || length > int.MaxValue)
        {
            return false;
        }

        text = file.Slice(at, (int)length);
        return true;
    }

    private bool TrySeriesEntry(long offset, out ReadOnlySpan<byte> entry, out long end)
    {
        entry = default;
        end = offset;
        var limit = contents.SeriesEnd(file.LengthBytes);
        if (offset < contents.Series || offset >= limit)
        {
            return false;
        }

        var head = new FormatCursor(file.Slice(offset, (int)Math.Min(Uvarint.LengthBytesMax, limit - offset)));
        var before = head.RemainingBytes;
        var length = head.Uvarint();
        var start = offset + before - head.RemainingBytes;
        if (head.HasFailed || length > int.MaxValue / 2
            || (long)length + PrometheusFiles.ChecksumBytes > limit - start)
        {
            return false;
        }

        end = start + (long)length + PrometheusFiles.ChecksumBytes;
        entry = file.Slice(start, (int)length);
        return PrometheusFiles.HasChecksum(entry, file.Slice(start + (long)length, PrometheusFiles.ChecksumBytes));
    }

    /// <summary>A section: a length, so many bytes, their checksum.</summary>
    private bool TrySection(long offset, out ReadOnlySpan<byte> section)
    {
        section = default;
        if (offset < HeaderBytes || offset > file.LengthBytes - 8)
        {
            return false;
        }

        var length = (long)new FormatCursor(file.Slice(offset, 4)).UInt32();
        if (length > int.MaxValue || length + 8 > file.LengthBytes - offset)
        {
            return false;
        }

        section = file.Slice(offset + 4, (int)length);
        return PrometheusFiles.HasChecksum(section, file.Slice(offset + 4 + length, PrometheusFiles.ChecksumBytes));
    }

    private List<long>? ListedSeries()
    {
        if (contents.PostingsTable == 0 || !TrySection(contents.PostingsTable, out var table))
        {
            damages.Add(path, contents.PostingsTable, "the table of postings is damaged; series were read one by one");
            return null;
        }

        var cursor = new FormatCursor(table);
        for (var count = cursor.UInt32(); count > 0 && !cursor.HasFailed; count--)
        {
            var keys = cursor.Uvarint();
            var name = cursor.Text();
            var value = cursor.Text();
            var offset = cursor.Uvarint();
            if (keys == 2 && name.IsEmpty && value.IsEmpty && !cursor.HasFailed)
            {
                return Postings((long)offset);
            }
        }

        return null;
    }

    private List<long>? Postings(long offset)
    {
        if (!TrySection(offset, out var section) || section.Length < 4)
        {
            damages.Add(path, offset, "the list of all series is damaged; series were read one by one");
            return null;
        }

        var cursor = new FormatCursor(section);
        var count = (int)Math.Min(cursor.UInt32(), section.Length / 4);
        var offsets = new List<long>(count);
        for (var index = 0; index < count; index++)
        {
            offsets.Add(cursor.UInt32() * (isVersion1 ? 1L : SeriesAlignmentBytes));
        }

        return offsets;
    }

    private IEnumerable<long> WalkSeries()
    {
        var limit = contents.SeriesEnd(file.LengthBytes);
        for (var offset = contents.Series; offset < limit;)
        {
            // Zeros lie between them; no entry starts with one.
            if (file.Slice(offset, 1)[0] == 0)
            {
                offset++;
                continue;
            }

            TrySeriesEntry(offset, out _, out var end);
            yield return offset;
            if (end <= offset)
            {
                yield break;
            }

            offset = end;
        }
    }
}
