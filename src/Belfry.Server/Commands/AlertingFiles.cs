using System.Buffers.Binary;
using Belfry.Platform.Disk;
using Belfry.Storage.Blocks;
using Belfry.Tsdb.Administration.Verification;

namespace Belfry.Server.Commands;

/// <summary>
/// Checks the files of the alert router that lie in a data folder: docs/formats/silences.md and notification-log.md.
/// Changes nothing.
/// </summary>
internal static class AlertingFiles
{
    private const string Folder = "alerting";
    private const string Silences = "silences.json";
    private const string Notifications = "notifications.log";
    private const int ChecksumSizeBytes = 4;
    private const int FrameSizeBytes = 8;
    private const int PayloadSizeBytesMin = 40;
    private const int PayloadSizeBytesMax = 64 << 20;

    private static ReadOnlySpan<byte> NotificationsHeader => "BLFYNLG\u0001"u8;

    internal static void Verify(StoreDirectory data, VerificationReport report)
    {
        if (!data.Directories().Contains(Folder))
        {
            return;
        }

        var folder = data.Subdirectory(Folder);
        var files = folder.Files();
        if (files.Contains(Silences))
        {
            using var file = folder.Map(Silences);
            VerifySilences(file, report);
        }

        if (files.Contains(Notifications))
        {
            using var file = folder.Map(Notifications);
            VerifyNotifications(file, report);
        }
    }

    private static void VerifySilences(MappedFile file, VerificationReport report)
    {
        if (file.LengthBytes is < ChecksumSizeBytes or > int.MaxValue)
        {
            report.Add(new VerificationFinding($"{Folder}/{Silences}", -1, "its size cannot be right"));
            return;
        }

        var bytes = file.Slice(0, (int)file.LengthBytes);
        if (Crc32C.Compute(bytes[..^ChecksumSizeBytes])
            != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^ChecksumSizeBytes..]))
        {
            report.Add(new VerificationFinding($"{Folder}/{Silences}", 0, "its checksum is wrong"));
        }
    }

    private static void VerifyNotifications(MappedFile file, VerificationReport report)
    {
        const string name = $"{Folder}/{Notifications}";
        if (file.LengthBytes < NotificationsHeader.Length
            || !file.Slice(0, NotificationsHeader.Length).SequenceEqual(NotificationsHeader))
        {
            report.Add(new VerificationFinding(name, 0, "it does not start as such a file does"));
            return;
        }

        for (long offset = NotificationsHeader.Length; offset < file.LengthBytes;)
        {
            var rest = file.LengthBytes - offset;
            var frame = rest < FrameSizeBytes ? default : file.Slice(offset, FrameSizeBytes);
            var length = frame.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(frame);
            if (frame.IsEmpty || (length is >= PayloadSizeBytesMin and <= PayloadSizeBytesMax
                && length > rest - FrameSizeBytes))
            {
                report.Note($"{name}, byte {offset}: the last write was not finished, as a kill leaves it");
                return;
            }

            if (length is < PayloadSizeBytesMin or > PayloadSizeBytesMax
                || Crc32C.Compute(file.Slice(offset + FrameSizeBytes, (int)length))
                    != BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]))
            {
                report.Add(new VerificationFinding(name, offset, "the checksum or length of a record is wrong"));
                return;
            }

            offset += FrameSizeBytes + length;
        }
    }
}
