using System.Buffers.Binary;
using Belfry.Model;

namespace Belfry.Storage.Journal;

/// <summary>
/// Collects framed records to be written at once. Begin a record, reserve and fill room as often as needed, end it.
/// Reused between groups, so in steady state it allocates nothing. Not thread-safe.
/// </summary>
public sealed class JournalRecordBuffer
{
    private const int KeptSizeBytesMax = 4 << 20;

    private byte[] bytes = new byte[64 << 10];
    private int recordStart = -1;

    internal JournalRecordBuffer()
    {
    }

    /// <summary>The bytes of all records, the open one included.</summary>
    public int LengthBytes { get; private set; }

    /// <summary>The payload bytes of the open record so far; a record may have up to 16 MiB, so split before
    /// that.</summary>
    public int PayloadLengthBytes => LengthBytes - recordStart - JournalFormat.FrameSizeBytes;

    internal ReadOnlySpan<byte> Written => bytes.AsSpan(0, LengthBytes);

    /// <summary>Starts a record of this type; 1 to 255, the meaning is the owner's.</summary>
    [HotPath]
    public void Begin(byte type)
    {
        System.Diagnostics.Debug.Assert(recordStart < 0, "BUG: the last record was not ended");
        System.Diagnostics.Debug.Assert(type != 0, "BUG: record types start at 1");
        recordStart = LengthBytes;
        var frame = Reserve(JournalFormat.FrameSizeBytes);
        frame[8] = type;
        LengthBytes += JournalFormat.FrameSizeBytes;
    }

    /// <summary>Room for at least this many payload bytes; what is filled counts after <see cref="Advance"/>.</summary>
    [HotPath]
    public Span<byte> Reserve(int lengthBytesMax)
    {
        if (bytes.Length - LengthBytes < lengthBytesMax)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, checked(LengthBytes + lengthBytesMax)));
        }

        return bytes.AsSpan(LengthBytes);
    }

    /// <summary>Takes over bytes that were filled into the reserved room.</summary>
    [HotPath]
    public void Advance(int lengthBytes) => LengthBytes += lengthBytes;

    /// <summary>Ends the record: sets its length and checksum.</summary>
    [HotPath]
    public void End()
    {
        var record = bytes.AsSpan(recordStart, LengthBytes - recordStart);
        var body = record[8..];
        if (body.Length > JournalFormat.BodySizeBytesMax)
        {
            throw new InvalidOperationException("BUG: a journal record is larger than a reader would take");
        }

        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], JournalFormat.Checksum(record[..4], body));
        recordStart = -1;
    }

    internal void Clear()
    {
        LengthBytes = 0;
        recordStart = -1;
        if (bytes.Length > KeptSizeBytesMax)
        {
            bytes = new byte[KeptSizeBytesMax];
        }
    }
}
