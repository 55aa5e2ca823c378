using System.Buffers;
using Belfry.Encoding.Snappy;
using Belfry.Encoding.Zstd;
using Belfry.Platform.Disk;

namespace Belfry.Tsdb.PrometheusFormat;

/// <summary>
/// Reads the records of a segment of Prometheus's log: pages of 32 KiB of fragments, each under a checksum, and records
/// that may be compressed. One thread. Format: docs/formats/prometheus-data.md.
/// </summary>
internal sealed class WalSegmentReader(WalRecordDecoder decoder, DamageList damages)
{
    private const int PageBytes = 32 << 10;
    private const int FragmentHeaderBytes = 7;
    private const byte TypeMask = 7;
    private const byte SnappyMask = 8;
    private const byte ZstdMask = 16;

    // A scrape of a million series takes a few tens of MiB.
    private const int RecordBytesMax = 512 << 20;

    private readonly ArrayBufferWriter<byte> fragments = new();
    private byte[] decompressed = [];

    private enum FragmentType : byte
    {
        PageEnd,
        Full,
        First,
        Middle,
        Last,
    }

    /// <summary>
    /// Reads all records. Where the segment is damaged, that is told and the rest of it is left out: without the place
    /// where a fragment ends, nothing says where the next begins.
    /// </summary>
    internal void Read(MappedFile file, string path)
    {
        fragments.ResetWrittenCount();
        var offset = 0L;
        var recordOffset = 0L;
        while (offset < file.LengthBytes)
        {
            var inPage = (int)(PageBytes - (offset % PageBytes));
            var available = (int)Math.Min(inPage, file.LengthBytes - offset);
            var type = file.Slice(offset, 1)[0];
            if ((FragmentType)(type & TypeMask) == FragmentType.PageEnd)
            {
                if (file.Slice(offset, available).ContainsAnyExcept((byte)0))
                {
                    damages.Add(path, offset, "the end of a page is not empty; the rest of the segment was left out");
                    return;
                }

                offset += available;
                continue;
            }

            if (!TryFragment(file, path, offset, available, out var data))
            {
                return;
            }

            recordOffset = fragments.WrittenCount == 0 ? offset : recordOffset;
            if (!TryTake(path, (FragmentType)(type & TypeMask), offset, data))
            {
                return;
            }

            if ((FragmentType)(type & TypeMask) is FragmentType.Full or FragmentType.Last)
            {
                Decode(path, recordOffset, type);
                fragments.ResetWrittenCount();
            }

            offset += FragmentHeaderBytes + data.Length;
        }

        if (fragments.WrittenCount > 0)
        {
            damages.Add(path, recordOffset, "the segment ends within a record, which was left out");
        }
    }

    private bool TryFragment(
        MappedFile file, string path, long offset, int available, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (available < FragmentHeaderBytes)
        {
            damages.Add(path, offset, "the segment ends within a record, which was left out");
            return false;
        }

        var header = new FormatCursor(file.Slice(offset + 1, FragmentHeaderBytes - 1));
        var length = (header.Byte() << 8) | header.Byte();
        if (length > available - FragmentHeaderBytes)
        {
            damages.Add(path, offset, "a record has a wrong length; the rest of the segment was left out");
            return false;
        }

        data = file.Slice(offset + FragmentHeaderBytes, length);
        if (!PrometheusFiles.HasChecksum(data, file.Slice(offset + 3, PrometheusFiles.ChecksumBytes)))
        {
            damages.Add(path, offset, "a record has a wrong checksum; the rest of the segment was left out");
            return false;
        }

        return true;
    }

    private bool TryTake(string path, FragmentType type, long offset, ReadOnlySpan<byte> data)
    {
        var isStart = type is FragmentType.Full or FragmentType.First;
        if (type > FragmentType.Last || isStart != (fragments.WrittenCount == 0)
            || fragments.WrittenCount > RecordBytesMax)
        {
            damages.Add(path, offset, "the parts of a record do not fit; the rest of the segment was left out");
            return false;
        }

        fragments.Write(data);
        return true;
    }

    private void Decode(string path, long offset, byte type)
    {
        var record = fragments.WrittenSpan;
        var length = record.Length;
        if ((type & SnappyMask) != 0)
        {
            if (!SnappyBlock.TryReadLength(record, out var decodedBytes, out _) || decodedBytes > RecordBytesMax
                || !TrySnappy(record, (int)decodedBytes))
            {
                damages.Add(path, offset, "a record cannot be decompressed, and was left out");
                return;
            }

            length = (int)decodedBytes;
            record = decompressed.AsSpan(0, length);
        }
        else if ((type & ZstdMask) != 0)
        {
            if (!ZstdFrames.TryDecode(record, RecordBytesMax, ref decompressed, out length))
            {
                damages.Add(path, offset, "a record cannot be decompressed, and was left out");
                return;
            }

            record = decompressed.AsSpan(0, length);
        }

        if (decoder.Decode(record) is { } complaint)
        {
            damages.Add(path, offset, complaint);
        }
    }

    private bool TrySnappy(ReadOnlySpan<byte> record, int decodedBytes)
    {
        if (decompressed.Length < decodedBytes)
        {
            decompressed = new byte[Math.Max(decodedBytes, decompressed.Length * 2)];
        }

        return SnappyBlock.TryDecode(record, decompressed.AsSpan(0, decodedBytes));
    }
}
