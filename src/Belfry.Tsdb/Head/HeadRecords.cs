using System.Buffers.Binary;
using Belfry.Encoding.Chunks;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;

namespace Belfry.Tsdb.Head;

/// <summary>Writes the head's journal records; format: docs/formats/head-records.md.</summary>
internal static class HeadRecords
{
    internal const byte FormerSeries = 1;
    internal const byte FormerSamples = 2;
    internal const byte Deletions = 3;
    internal const byte FormerChunk = 4;
    internal const byte Samples = 5;
    internal const byte LateSamples = 6;
    internal const byte Histograms = 7;
    internal const byte LateHistograms = 8;
    internal const byte Exemplars = 9;
    internal const byte SingleChunk = 10;
    internal const byte Series = 11;
    internal const byte Chunks = 12;
    internal const byte Extent = 13;

    /// <summary>A record is ended at this size, far below what a reader refuses.</summary>
    internal const int PayloadSizeBytesMax = 1 << 20;

    /// <summary>A record of many series or chunks is ended at this size: damage to it takes all of them.</summary>
    internal const int SharedSizeBytesMax = 1 << 16;

    /// <summary>In a sample's first byte: its id is one more than the id before.</summary>
    internal const int NextId = 0x10;

    /// <summary>In a sample's first byte: its time is the time before.</summary>
    internal const int SameTime = 0x20;

    /// <summary>The bits of a sample's first byte that count the bytes of its value.</summary>
    internal const int ValueLengthMask = 0x0f;

    /// <summary>In the flags of a chunk of its own: its samples are late.</summary>
    internal const int IsLate = 1;

    /// <summary>In the form of one of many chunks: its samples are late.</summary>
    internal const int IsLateForm = 0x10;

    /// <summary>The bits of a chunk's form that are its encoding.</summary>
    internal const int EncodingMask = 0x0f;

    private const int SampleSizeBytesMax = 1 + (2 * Uvarint.LengthBytesMax) + 8;
    private const int SamplesPerRecordMax = PayloadSizeBytesMax / SampleSizeBytesMax;

    /// <summary>Writes samples; those before <paramref name="minValidTimeMs"/> as late ones.</summary>
    internal static void WriteSamples(
        JournalRecordBuffer records, ReadOnlySpan<PendingSample> batch, long minValidTimeMs)
    {
        while (!batch.IsEmpty)
        {
            var isLate = batch[0].TimeMs < minValidTimeMs;
            var count = 1;
            var countMax = Math.Min(batch.Length, SamplesPerRecordMax);
            while (count < countMax && batch[count].TimeMs < minValidTimeMs == isLate)
            {
                count++;
            }

            records.Begin(isLate ? LateSamples : Samples);
            WriteSamples(records, batch[..count]);
            records.End();
            batch = batch[count..];
        }
    }

    internal static void WriteHistograms(
        JournalRecordBuffer records, ReadOnlySpan<PendingHistogram> batch, long minValidTimeMs)
    {
        foreach (ref readonly var sample in batch)
        {
            records.Begin(sample.TimeMs < minValidTimeMs ? LateHistograms : Histograms);
            var room = records.Reserve(
                (2 * Uvarint.LengthBytesMax) + HistogramBytes.SizeBytesMax(sample.Histogram));
            var written = Uvarint.Write(room, sample.Series.Id);
            written += Uvarint.Write(room[written..], Zigzag.Encode(sample.TimeMs));
            written += HistogramBytes.Write(room[written..], sample.Histogram, null);
            records.Advance(written);
            records.End();
        }
    }

    internal static void WriteExemplars(JournalRecordBuffer records, ReadOnlySpan<PendingExemplar> batch)
    {
        if (batch.IsEmpty)
        {
            return;
        }

        records.Begin(Exemplars);
        foreach (ref readonly var pending in batch)
        {
            if (records.PayloadLengthBytes > PayloadSizeBytesMax)
            {
                records.End();
                records.Begin(Exemplars);
            }

            WriteExemplar(records, pending.Series.Id, pending.Exemplar);
        }

        records.End();
    }

    internal static void WriteExemplar(JournalRecordBuffer records, uint id, Exemplar exemplar)
    {
        var labels = exemplar.Labels.Canonical;
        var room = records.Reserve((3 * Uvarint.LengthBytesMax) + 8 + labels.Length);
        var written = Uvarint.Write(room, id);
        written += Uvarint.Write(room[written..], Zigzag.Encode(exemplar.Timestamp.Value));
        BinaryPrimitives.WriteDoubleLittleEndian(room[written..], exemplar.Value);
        written += 8;
        written += Uvarint.Write(room[written..], (ulong)labels.Length);
        labels.CopyTo(room[written..]);
        records.Advance(written + labels.Length);
    }

    internal static void WriteDeletion(JournalRecordBuffer records, uint id, long fromMs, long throughMs)
    {
        var room = records.Reserve(3 * Uvarint.LengthBytesMax);
        var written = Uvarint.Write(room, id);
        written += Uvarint.Write(room[written..], Zigzag.Encode(fromMs));
        written += Uvarint.Write(room[written..], Zigzag.Encode(throughMs));
        records.Advance(written);
    }

    /// <summary>Writes how many series will follow.</summary>
    internal static void WriteExtent(JournalRecordBuffer records, long seriesCount)
    {
        records.Begin(Extent);
        records.Advance(Uvarint.Write(records.Reserve(Uvarint.LengthBytesMax), (ulong)seriesCount));
        records.End();
    }

    private static void WriteSamples(JournalRecordBuffer records, ReadOnlySpan<PendingSample> part)
    {
        var room = records.Reserve(part.Length * SampleSizeBytesMax);
        var written = 0;
        long id = 0, time = 0;
        foreach (ref readonly var sample in part)
        {
            var bits = BitConverter.DoubleToUInt64Bits(sample.Value);
            var valueLength = 8 - (System.Numerics.BitOperations.TrailingZeroCount(bits) >> 3);
            var isNext = sample.Series.Id == id + 1;
            var isSame = sample.TimeMs == time;
            room[written++] = (byte)(valueLength | (isNext ? NextId : 0) | (isSame ? SameTime : 0));
            if (!isNext)
            {
                written += Uvarint.Write(room[written..], Zigzag.Encode(sample.Series.Id - id));
            }

            if (!isSame)
            {
                written += Uvarint.Write(room[written..], Zigzag.Encode(unchecked(sample.TimeMs - time)));
            }

            // The bytes that are left out behind the value are zero; what is written there is written over.
            BinaryPrimitives.WriteUInt64BigEndian(room[written..], bits);
            written += valueLength;
            id = sample.Series.Id;
            time = sample.TimeMs;
        }

        records.Advance(written);
    }

    internal static StorageFailureException Malformed() => new(
        "a journal record with a right checksum makes no sense to this program",
        "journal",
        -1,
        "start the version that wrote it; if it was this one, keep the folder and report a bug");
}
