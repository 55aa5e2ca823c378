using Belfry.Model;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Chunks;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Writes chunks, many to a record and each without what the record tells anyway. One thread. Format:
/// docs/formats/head-records.md.
/// </summary>
internal sealed class ChunkRecordWriter
{
    private long lastId;
    private long lastTimeMs;
    private bool isOpen;

    internal void Add(JournalRecordBuffer records, uint id, in ChunkView chunk, bool isLate)
    {
        if (isOpen && records.PayloadLengthBytes + chunk.Bytes.Length > HeadRecords.SharedSizeBytesMax)
        {
            End(records);
        }

        if (!isOpen)
        {
            records.Begin(HeadRecords.Chunks);
            (isOpen, lastId, lastTimeMs) = (true, 0, 0);
        }

        var rest = chunk.Bytes[ChunkHead.LengthBytes(chunk.MinTimeMs)..];
        var room = records.Reserve((6 * Uvarint.LengthBytesMax) + rest.Length);
        var written = Uvarint.Write(room, Zigzag.Encode(id - lastId));
        room[written++] = (byte)((int)chunk.Encoding | (isLate ? HeadRecords.IsLateForm : 0));
        written += Uvarint.Write(room[written..], (ulong)chunk.Count);
        written += Uvarint.Write(room[written..], Zigzag.Encode(unchecked(chunk.MinTimeMs - lastTimeMs)));
        written += Uvarint.Write(room[written..], unchecked((ulong)chunk.MaxTimeMs - (ulong)chunk.MinTimeMs));
        written += Uvarint.Write(room[written..], (ulong)rest.Length);
        rest.CopyTo(room[written..]);
        records.Advance(written + rest.Length);
        (lastId, lastTimeMs) = (id, chunk.MinTimeMs);
    }

    /// <summary>Ends the record that is open, if one is.</summary>
    internal void End(JournalRecordBuffer records)
    {
        if (isOpen)
        {
            records.End();
            isOpen = false;
        }
    }
}
