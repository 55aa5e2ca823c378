using System.Buffers.Binary;
using System.Numerics;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Notify.History;

/// <summary>
/// The notification log on disk: an append-only file of entries, the later of one key winning, rewritten when most of
/// it is out of date. Format: <c>docs/formats/notification-log.md</c>. A failing disk is counted and logged and never
/// stops notifications: what could not be written is written with the next compaction. Thread-safe.
/// </summary>
internal sealed partial class NotificationJournal : IDisposable
{
    internal const string FileName = "notifications.log";
    private const string TemporaryFileName = "notifications.log.tmp";
    private const int HeaderLengthBytes = 8;
    private const int FrameLengthBytes = 8;
    private const int PayloadLengthBytesMin = 40;
    private const int PayloadLengthBytesMax = 64 << 20;
    private const int CompactionRecordCountMin = 4096;

    private static readonly byte[] Header = [.. "BLFYNLG"u8, 1];

    private readonly StoreDirectory directory;
    private readonly ILogger logger;
    private readonly Counter failures;
    private readonly Gauge lengthBytesGauge;

    /// <summary>Guards the file; taken before <see cref="bufferLock"/>.</summary>
    private readonly Lock fileLock = new();
    private readonly Lock bufferLock = new();
    private byte[] buffer = new byte[4096];
    private int bufferedBytes;
    private byte[] writing = new byte[4096];
    private KeyValuePair<UInt128, NotificationLogEntry>[]? compaction;
    private StoreFile? file;
    private long lengthBytes;
    private long recordCount;
    private volatile bool isDamaged;

    internal NotificationJournal(StoreDirectory directory, MetricRegistry metrics, ILogger logger)
    {
        this.directory = directory;
        this.logger = logger;
        failures = metrics.Counter(
            "belfry_notification_log_failures_total", "Failures to write the notification log to disk.").With();
        lengthBytesGauge = metrics.Gauge(
            "alertmanager_nflog_snapshot_size_bytes", "Size of the notification log on disk in bytes.").With();
    }

    /// <summary>
    /// Opens the file and reads it up to its end or the first record that is torn or damaged, which is cut off. A
    /// file of another version is set aside. Called once, before anything else.
    /// </summary>
    internal Dictionary<UInt128, NotificationLogEntry> Load()
    {
        var entries = new Dictionary<UInt128, NotificationLogEntry>();
        lock (fileLock)
        {
            try
            {
                directory.Delete(TemporaryFileName);
                if (!directory.Exists(FileName))
                {
                    CreateEmpty();
                    return entries;
                }

                file = directory.Open(FileName, writable: true);
                ReadAll(entries);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Fail(exception);
            }
        }

        return entries;
    }

    /// <summary>
    /// Notes an entry in memory; <see cref="Write()"/> brings it to the disk. True when it is the first since the last
    /// write: somebody should then see to a write, which also takes what is noted meanwhile.
    /// </summary>
    internal bool Append(UInt128 key, in NotificationLogEntry entry)
    {
        lock (bufferLock)
        {
            var isFirst = bufferedBytes == 0;
            AppendRecord(ref buffer, ref bufferedBytes, key, entry);
            recordCount++;
            return isFirst;
        }
    }

    /// <summary>
    /// Asks the next <see cref="Write()"/> to write these entries anew, when the file holds far more records than
    /// there are entries or could not be written before.
    /// </summary>
    internal void AskForCompaction(IReadOnlyDictionary<UInt128, NotificationLogEntry> entries)
    {
        lock (bufferLock)
        {
            if (isDamaged || (recordCount > CompactionRecordCountMin && recordCount > entries.Count * 4L))
            {
                compaction = [.. entries];
                bufferedBytes = 0;
                recordCount = entries.Count;
            }
        }
    }

    /// <summary>
    /// Writes what was noted. Callers that come while another writes wait for it, and one of them writes for all.
    /// </summary>
    internal void Write()
    {
        lock (fileLock)
        {
            KeyValuePair<UInt128, NotificationLogEntry>[]? whole;
            int count;
            lock (bufferLock)
            {
                (buffer, writing) = (writing, buffer);
                (count, bufferedBytes) = (bufferedBytes, 0);
                (whole, compaction) = (compaction, null);
            }

            try
            {
                Write(whole, writing.AsSpan(0, count));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Fail(exception);
            }
        }
    }

    public void Dispose()
    {
        Write();
        lock (fileLock)
        {
            try
            {
                file?.Sync();
            }
            catch (IOException exception)
            {
                Fail(exception);
            }

            file?.Dispose();
            file = null;
        }
    }

    private void Write(KeyValuePair<UInt128, NotificationLogEntry>[]? whole, ReadOnlySpan<byte> records)
    {
        if (whole is not null)
        {
            Rewrite(whole);
        }

        if (file is not null && !isDamaged && !records.IsEmpty)
        {
            file.Write(lengthBytes, records);
            lengthBytes += records.Length;
        }

        lengthBytesGauge.Set(lengthBytes);
    }

    private void Rewrite(KeyValuePair<UInt128, NotificationLogEntry>[] entries)
    {
        var bytes = new byte[HeaderLengthBytes + (entries.Length * 64)];
        var length = HeaderLengthBytes;
        Header.CopyTo(bytes, 0);
        foreach (var (key, entry) in entries)
        {
            AppendRecord(ref bytes, ref length, key, entry);
        }

        file?.Dispose();
        file = null;
        isDamaged = true;
        using (var temporary = directory.Create(TemporaryFileName))
        {
            temporary.Write(0, bytes.AsSpan(0, length));
            temporary.Sync();
        }

        directory.Rename(TemporaryFileName, FileName);
        directory.Sync();
        file = directory.Open(FileName, writable: true);
        lengthBytes = length;
        isDamaged = false;
    }

    private void CreateEmpty()
    {
        file = directory.Create(FileName);
        file.Write(0, Header);
        file.Sync();
        directory.Sync();
        lengthBytes = HeaderLengthBytes;
    }

    private void ReadAll(Dictionary<UInt128, NotificationLogEntry> entries)
    {
        var header = new byte[HeaderLengthBytes];
        var isOurs = file!.Read(0, header) == HeaderLengthBytes && header.AsSpan().SequenceEqual(Header);
        if (!isOurs)
        {
            LogUnknownFile(logger, FileName);
            file.Dispose();
            directory.Rename(FileName, FileName + ".unreadable");
            CreateEmpty();
            return;
        }

        var offset = (long)HeaderLengthBytes;
        while (TryReadRecord(offset, out var recordLengthBytes, out var key, out var entry))
        {
            entries[key] = entry;
            offset += recordLengthBytes;
            recordCount++;
        }

        if (offset < file.LengthBytes)
        {
            LogTailCut(logger, FileName, offset, file.LengthBytes - offset);
            file.Truncate(offset);
        }

        lengthBytes = offset;
    }

    private bool TryReadRecord(long offset, out int recordLengthBytes, out UInt128 key, out NotificationLogEntry entry)
    {
        (recordLengthBytes, key, entry) = (0, default, default);
        Span<byte> frame = stackalloc byte[FrameLengthBytes];
        if (file!.Read(offset, frame) < FrameLengthBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (length is < PayloadLengthBytesMin or > PayloadLengthBytesMax ||
            length > file.LengthBytes - offset - FrameLengthBytes)
        {
            return false;
        }

        var payload = new byte[length];
        if (file.Read(offset + FrameLengthBytes, payload) < payload.Length ||
            Crc32C(payload) != BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]))
        {
            return false;
        }

        recordLengthBytes = FrameLengthBytes + payload.Length;
        return TryDecode(payload, out key, out entry);
    }

    private static bool TryDecode(ReadOnlySpan<byte> payload, out UInt128 key, out NotificationLogEntry entry)
    {
        key = BinaryPrimitives.ReadUInt128LittleEndian(payload);
        entry = default;
        var firingCount = BinaryPrimitives.ReadUInt32LittleEndian(payload[32..]);
        var resolvedCount = BinaryPrimitives.ReadUInt32LittleEndian(payload[36..]);
        if (PayloadLengthBytesMin + ((firingCount + (ulong)resolvedCount) * 8) != (ulong)payload.Length)
        {
            return false;
        }

        entry = new NotificationLogEntry(
            new TimestampMs(BinaryPrimitives.ReadInt64LittleEndian(payload[16..])),
            new TimestampMs(BinaryPrimitives.ReadInt64LittleEndian(payload[24..])),
            Hashes(payload.Slice(PayloadLengthBytesMin, (int)firingCount * 8)),
            Hashes(payload[(PayloadLengthBytesMin + ((int)firingCount * 8))..]));
        return true;
    }

    private static ulong[] Hashes(ReadOnlySpan<byte> bytes)
    {
        var hashes = new ulong[bytes.Length / 8];
        for (var index = 0; index < hashes.Length; index++)
        {
            hashes[index] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(index * 8)..]);
        }

        return hashes;
    }

    private static void AppendRecord(ref byte[] bytes, ref int length, UInt128 key, in NotificationLogEntry entry)
    {
        var payloadLength = PayloadLengthBytesMin + ((entry.Firing.Length + entry.Resolved.Length) * 8);
        if (bytes.Length - length < FrameLengthBytes + payloadLength)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + FrameLengthBytes + payloadLength));
        }

        var frame = bytes.AsSpan(length, FrameLengthBytes);
        var payload = bytes.AsSpan(length + FrameLengthBytes, payloadLength);
        BinaryPrimitives.WriteUInt128LittleEndian(payload, key);
        BinaryPrimitives.WriteInt64LittleEndian(payload[16..], entry.SentAt.Value);
        BinaryPrimitives.WriteInt64LittleEndian(payload[24..], entry.ExpiresAt.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[32..], (uint)entry.Firing.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[36..], (uint)entry.Resolved.Length);
        var rest = payload[PayloadLengthBytesMin..];
        foreach (var hash in (ReadOnlySpan<ulong>)[.. entry.Firing, .. entry.Resolved])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(rest, hash);
            rest = rest[8..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)payloadLength);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C(payload));
        length += FrameLengthBytes + payloadLength;
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var octet in bytes)
        {
            crc = BitOperations.Crc32C(crc, octet);
        }

        return ~crc;
    }

    private void Fail(Exception exception)
    {
        isDamaged = true;
        failures.Increment();
        LogWriteFailed(logger, FileName, exception);
    }
}
