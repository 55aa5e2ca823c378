using System.Buffers.Binary;
using System.Globalization;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Storage.Contracts;

namespace Belfry.Storage.Journal;

/// <summary>The bytes and names of docs/formats/journal.md.</summary>
internal static class JournalFormat
{
    internal const int HeaderSizeBytes = 16;

    /// <summary>Length, checksum and type in front of each payload.</summary>
    internal const int FrameSizeBytes = 9;

    /// <summary>Type and payload: larger ones are damage, so that a flipped length cannot ask for much.</summary>
    internal const int BodySizeBytesMax = 16 << 20;

    /// <summary>The type of the record that ends a file which gets no more records; its payload is empty.</summary>
    internal const byte End = 0;

    internal const string TemporarySuffix = ".tmp";

    /// <summary>What new files have. Files of the versions before it are read, but nothing is added to them.</summary>
    internal const byte Version = 2;

    private const string CheckpointPrefix = "checkpoint.";

    private static ReadOnlySpan<byte> Magic => "BFJ\n"u8;

    /// <summary>The record that ends a file, framed.</summary>
    internal static ReadOnlySpan<byte> EndRecord => EndRecordBytes;

    private static byte[] EndRecordBytes { get; } = FramedEnd();

    internal static string SegmentName(long number) => number.ToString("D8", CultureInfo.InvariantCulture);

    internal static string CheckpointName(long number) => CheckpointPrefix + SegmentName(number);

    internal static bool TryParseSegment(string name, out long number)
    {
        number = 0;
        return name.Length >= 8 && name.All(char.IsAsciiDigit)
            && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    internal static bool TryParseCheckpoint(string name, out long number)
    {
        number = 0;
        return name.StartsWith(CheckpointPrefix, StringComparison.Ordinal)
            && TryParseSegment(name[CheckpointPrefix.Length..], out number);
    }

    private static byte[] FramedEnd()
    {
        var frame = new byte[FrameSizeBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 1);
        frame[8] = End;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Checksum(frame.AsSpan(0, 4), frame.AsSpan(8)));
        return frame;
    }

    internal static uint Checksum(ReadOnlySpan<byte> length, ReadOnlySpan<byte> body) =>
        Crc32C.Compute(body, Crc32C.Compute(length));

    internal static void WriteHeader(Span<byte> header, long number)
    {
        header[..HeaderSizeBytes].Clear();
        Magic.CopyTo(header);
        header[4] = Version;
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)number);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], Crc32C.Compute(header[..12]));
    }

    /// <summary>The version that a file's header tells.</summary>
    internal static byte VersionOf(MappedFile file) => file.Slice(4, 1)[0];

    /// <summary>
    /// True when the file starts with a header of ours. A header of a later version throws, so that nothing of a newer
    /// program's journal is touched.
    /// </summary>
    internal static bool HasHeader(MappedFile file, string name)
    {
        if (file.LengthBytes < HeaderSizeBytes)
        {
            return false;
        }

        var header = file.Slice(0, HeaderSizeBytes);
        if (!header[..4].SequenceEqual(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != Crc32C.Compute(header[..12]))
        {
            return false;
        }

        return VersionOf(file) <= Version ? true : throw new StorageFailureException(
            $"the journal has format version {VersionOf(file)}, this program knows versions up to {Version}",
            name,
            4,
            "start the newer program that wrote it, or another data folder");
    }
}
