using System.Buffers.Binary;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;

namespace Belfry.Tsdb.Head;

/// <summary>The head's journal records; format: docs/formats/head-records.md.</summary>
internal static class HeadRecords
{
    /// <summary>Ids with labels: uvarint id, uvarint length, canonical bytes; repeated.</summary>
    internal const byte Series = 1;

    /// <summary>Samples: varint id delta, varint time delta, 8 bytes of the value; repeated.</summary>
    internal const byte Samples = 2;

    /// <summary>Deletions: uvarint id, varint from, varint through; repeated.</summary>
    internal const byte Deletions = 3;

    /// <summary>A chunk of a checkpoint: uvarint id, XOR chunk.</summary>
    internal const byte Chunk = 4;

    /// <summary>A record is ended at this size, far below what a reader refuses.</summary>
    internal const int PayloadSizeBytesMax = 1 << 20;

    private const int SampleSizeBytesMax = (2 * Uvarint.LengthBytesMax) + 8;

    internal static void WriteSeries(JournalRecordBuffer records, HeadSeries series)
    {
        var length = 0;
        foreach (var pair in series.Pairs)
        {
            length += pair.Canonical.Length;
        }

        var room = records.Reserve((2 * Uvarint.LengthBytesMax) + length);
        var written = Uvarint.Write(room, series.Id);
        written += Uvarint.Write(room[written..], (ulong)length);
        foreach (var pair in series.Pairs)
        {
            pair.Canonical.CopyTo(room[written..]);
            written += pair.Canonical.Length;
        }

        records.Advance(written);
    }

    internal static void WriteSamples(JournalRecordBuffer records, ReadOnlySpan<PendingSample> batch)
    {
        while (!batch.IsEmpty)
        {
            var part = batch[..Math.Min(batch.Length, PayloadSizeBytesMax / SampleSizeBytesMax)];
            batch = batch[part.Length..];
            records.Begin(Samples);
            var room = records.Reserve(part.Length * SampleSizeBytesMax);
            var written = 0;
            long id = 0, time = 0;
            foreach (ref readonly var sample in part)
            {
                var idStep = ZigZag(sample.Series.Id - id);
                var timeStep = ZigZag(unchecked(sample.TimeMs - time));
                if ((idStep | timeStep) < 0x80)
                {
                    // The samples of a scrape: series that were made one after another, and one time.
                    room[written] = (byte)idStep;
                    room[written + 1] = (byte)timeStep;
                    written += 2;
                }
                else
                {
                    written += Uvarint.Write(room[written..], idStep);
                    written += Uvarint.Write(room[written..], timeStep);
                }

                BinaryPrimitives.WriteDoubleLittleEndian(room[written..], sample.Value);
                written += 8;
                id = sample.Series.Id;
                time = sample.TimeMs;
            }

            records.Advance(written);
            records.End();
        }
    }

    internal static void WriteDeletion(JournalRecordBuffer records, uint id, long fromMs, long throughMs)
    {
        var room = records.Reserve(3 * Uvarint.LengthBytesMax);
        var written = Uvarint.Write(room, id);
        written += Uvarint.Write(room[written..], ZigZag(fromMs));
        written += Uvarint.Write(room[written..], ZigZag(throughMs));
        records.Advance(written);
    }

    internal static void WriteChunk(JournalRecordBuffer records, uint id, ReadOnlySpan<byte> chunk)
    {
        records.Begin(Chunk);
        var room = records.Reserve(Uvarint.LengthBytesMax + chunk.Length);
        var written = Uvarint.Write(room, id);
        chunk.CopyTo(room[written..]);
        records.Advance(written + chunk.Length);
        records.End();
    }

    internal static ulong TakeUnsigned(ref ReadOnlySpan<byte> rest)
    {
        if (!Uvarint.TryRead(rest, out var value, out var used))
        {
            throw Malformed();
        }

        rest = rest[used..];
        return value;
    }

    internal static long TakeSigned(ref ReadOnlySpan<byte> rest)
    {
        var zigzag = TakeUnsigned(ref rest);
        return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
    }

    internal static ReadOnlySpan<byte> TakeBytes(ref ReadOnlySpan<byte> rest, ulong length)
    {
        if (length > (ulong)rest.Length)
        {
            throw Malformed();
        }

        var bytes = rest[..(int)length];
        rest = rest[(int)length..];
        return bytes;
    }

    internal static StorageFailureException Malformed() => new(
        "a journal record with a right checksum makes no sense to this program",
        "journal",
        -1,
        "start the version that wrote it; if it was this one, keep the folder and report a bug");

    private static ulong ZigZag(long value) => (ulong)(value << 1) ^ (ulong)(value >> 63);
}
