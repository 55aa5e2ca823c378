using System.Buffers.Binary;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Tsdb.Blocks;

namespace Belfry.Tsdb.Administration.Verification;

/// <summary>
/// Reads a whole index by docs/formats/block.md, independently of <see cref="IndexReader"/>, and reports all that is
/// not as the page says. One thread.
/// </summary>
internal sealed class IndexVerifier(MappedFile file, string name, VerificationReport report)
{
    private static readonly string[] SectionNames = ["symbols", "series", "pairs", "postings"];

    private readonly List<ChunkPlace> places = [];
    private byte[] labels = new byte[512];
    private byte[] labelsBefore = new byte[512];
    private int labelsLength;
    private int lengthBefore = -1;

    /// <summary>How many series the index has; null when that could not be read.</summary>
    internal uint? SeriesCount { get; private set; }

    /// <summary>Checks everything; <paramref name="visit"/> gets the chunks of each series, by ordinal.</summary>
    internal void Verify(Action<uint, List<ChunkPlace>> visit, CancellationToken cancellationToken)
    {
        if (ReadContents() is not { } sections)
        {
            return;
        }

        var isRight = Array.ConvertAll(sections, CheckSection);
        var symbols = isRight[0] ? TextTable.Check(sections[0], name, report) : null;
        var series = isRight[1] ? TextTable.Check(sections[1], name, report) : null;
        if (symbols is null || series is null)
        {
            return;
        }

        CheckSymbols(symbols);
        var walk = isRight[2] && isRight[3] ? new PostingsWalk(sections[2], sections[3], symbols, name, report) : null;
        walk = walk is not null && walk.TryBegin() ? walk : null;
        SeriesCount = series.Count;
        for (uint ordinal = 0; ordinal < series.Count; ordinal++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryReadSeries(symbols, series, ordinal, walk))
            {
                visit(ordinal, places);
            }
        }

        walk?.End();
    }

    private IndexPart[]? ReadContents()
    {
        BlockFormat.CheckHeader(file, BlockFormat.IndexMagic, name);
        var contentsAt = file.LengthBytes - BlockFormat.ContentsSizeBytes;
        if (contentsAt < BlockFormat.HeaderSizeBytes)
        {
            report.Damage(name, 0, "it is too short");
            return null;
        }

        var contents = file.Slice(contentsAt, BlockFormat.ContentsSizeBytes);
        if (Crc32C.Compute(contents[..^4]) != BinaryPrimitives.ReadUInt32LittleEndian(contents[^4..]))
        {
            report.Damage(name, contentsAt, "the checksum of its table of contents is wrong");
            return null;
        }

        var sections = new IndexPart[BlockFormat.SectionCount];
        long end = BlockFormat.HeaderSizeBytes;
        for (var index = 0; index < sections.Length; index++)
        {
            var entry = contents[(index * 20)..];
            sections[index] = new IndexPart(
                file,
                SectionNames[index],
                BinaryPrimitives.ReadInt64LittleEndian(entry),
                BinaryPrimitives.ReadInt64LittleEndian(entry[8..]),
                BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]));
            if (sections[index].Offset != end || !sections[index].IsInside)
            {
                report.Damage(name, contentsAt + (index * 20), "its sections do not lie one behind the other");
                return null;
            }

            end = sections[index].EndOffset;
        }

        if (end != contentsAt)
        {
            report.Damage(name, end, "its sections do not fill it");
            return null;
        }

        return sections;
    }

    private bool CheckSection(IndexPart section)
    {
        if (section.HasRightChecksum())
        {
            return true;
        }

        report.Damage(name, section.Offset, $"the checksum of the section `{section.Name}` is wrong");
        return false;
    }

    private void CheckSymbols(TextTable symbols)
    {
        for (uint number = 1; number < symbols.Count; number++)
        {
            if (symbols[number - 1].SequenceCompareTo(symbols[number]) >= 0)
            {
                report.Damage(name, symbols.FileOffset(number), $"symbol {number} is not greater than the one before");
            }
        }
    }

    private bool TryReadSeries(TextTable symbols, TextTable series, uint ordinal, PostingsWalk? walk)
    {
        var rest = series[ordinal];
        var isRead = TryReadLabels(symbols, ref rest, ordinal, walk) && TryReadChunks(ref rest) && rest.IsEmpty;
        if (!isRead)
        {
            report.Damage(name, series.FileOffset(ordinal), $"the entry of series {ordinal} makes no sense");
            return false;
        }

        var canonical = labels.AsSpan(0, labelsLength);
        if (!LabelsReader.IsCanonical(canonical))
        {
            report.Damage(name, series.FileOffset(ordinal), $"the labels of series {ordinal} are not canonical");
        }
        else if (lengthBefore >= 0 && LabelsReader.Compare(labelsBefore.AsSpan(0, lengthBefore), canonical) >= 0)
        {
            report.Damage(
                name, series.FileOffset(ordinal), $"series {ordinal} is not greater than the one before by its labels");
        }

        (labels, labelsBefore) = (labelsBefore, labels);
        lengthBefore = labelsLength;
        return true;
    }

    private bool TryReadLabels(TextTable symbols, ref ReadOnlySpan<byte> rest, uint ordinal, PostingsWalk? walk)
    {
        labelsLength = 0;
        if (!TryTake(ref rest, out var count))
        {
            return false;
        }

        for (; count > 0; count--)
        {
            if (!TryTake(ref rest, out var nameSymbol) || !TryTake(ref rest, out var valueSymbol)
                || nameSymbol >= symbols.Count || valueSymbol >= symbols.Count)
            {
                return false;
            }

            Append(symbols[(uint)nameSymbol]);
            Append(symbols[(uint)valueSymbol]);
            walk?.Take(ordinal, (uint)nameSymbol, (uint)valueSymbol);
        }

        return true;
    }

    private bool TryReadChunks(ref ReadOnlySpan<byte> rest)
    {
        places.Clear();
        if (!TryTake(ref rest, out var count) || !TryTake(ref rest, out var start) || start > long.MaxValue)
        {
            return false;
        }

        var offset = (long)start;
        long before = 0;
        for (; count > 0; count--)
        {
            if (!TryTake(ref rest, out var zigzag)
                || !TryTake(ref rest, out var span)
                || !TryTake(ref rest, out var length)
                || length > int.MaxValue || offset > long.MaxValue - (long)length)
            {
                return false;
            }

            var min = unchecked(before + Zigzag.Decode(zigzag));
            before = unchecked(min + (long)span);
            places.Add(new ChunkPlace(offset, (int)length, min, before));
            offset += (long)length;
        }

        return true;
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        var needed = labelsLength + text.Length + Uvarint.LengthBytesMax;
        if (labels.Length < needed)
        {
            Array.Resize(ref labels, Math.Max(labels.Length * 2, needed));
        }

        labelsLength += Uvarint.Write(labels.AsSpan(labelsLength), (ulong)text.Length);
        text.CopyTo(labels.AsSpan(labelsLength));
        labelsLength += text.Length;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        if (!Uvarint.TryRead(rest, out value, out var used))
        {
            return false;
        }

        rest = rest[used..];
        return true;
    }
}
