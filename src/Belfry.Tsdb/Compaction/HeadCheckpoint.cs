using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Compaction;

/// <summary>
/// Writes the whole head as a checkpoint of the journal, so that a restart need not read what came before it. Used
/// under the store's maintenance lock. Nothing is allocated for a series: of a million, it would be the head's size
/// again before the garbage collector sees to it.
/// </summary>
internal sealed class HeadCheckpoint(HeadStore head, JournalLog journal, long growthMaxBytes)
{
    private readonly Stack<HeadChunk> oldestFirst = [];
    private long writtenBytes;
    private long sizeBytes;

    /// <summary>Whether the journal has something that the head does not hold any more.</summary>
    internal bool IsOwed { get; private set; }

    /// <summary>Whether one is owed, or the journal has grown enough to be worth it.</summary>
    internal bool IsDue => IsOwed || journal.AppendedBytes - writtenBytes > growthMaxBytes + sizeBytes;

    /// <summary>Says that samples have left the head.</summary>
    internal void Owe() => IsOwed = true;

    /// <exception cref="StorageFailureException">The disk failed; call it again.</exception>
    internal void Write(CancellationToken cancellationToken)
    {
        long through = 0;
        long appendedBytes = 0;
        journal.RunExclusive(() =>
        {
            through = journal.StartSegment();
            appendedBytes = journal.AppendedBytes;
        });
        using var checkpoint = journal.BeginCheckpoint(through);
        var open = new byte[1024];
        foreach (var series in head.Pages.Enumerate())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (series.IsJournaled)
            {
                Write(series, checkpoint, ref open);
            }
        }

        WriteExemplars(checkpoint.Records);
        sizeBytes = checkpoint.Complete();
        writtenBytes = appendedBytes;
        IsOwed = false;
    }

    private void Write(HeadSeries series, JournalCheckpoint checkpoint, ref byte[] open)
    {
        var records = checkpoint.Records;
        records.Begin(HeadRecords.Series);
        HeadRecords.WriteSeries(records, series);
        records.End();
        var content = series.Capture(ref open);
        Write(content.Closed, series.Id, isLate: false, records);
        if (content.OpenCount > 0)
        {
            HeadRecords.WriteChunk(records, series.Id, content.Open(open), isLate: false);
        }

        Write(content.Leaving, series.Id, isLate: true, records);
        Write(content.Late, series.Id, isLate: true, records);
        checkpoint.FlushWhenLarge();
    }

    private void Write(HeadChunk? newest, uint id, bool isLate, JournalRecordBuffer records)
    {
        for (var chunk = newest; chunk is not null; chunk = chunk.Previous)
        {
            oldestFirst.Push(chunk);
        }

        while (oldestFirst.TryPop(out var chunk))
        {
            HeadRecords.WriteChunk(records, id, chunk.View, isLate);
        }
    }

    private void WriteExemplars(JournalRecordBuffer records)
    {
        var exemplars = head.Exemplars.Snapshot();
        if (exemplars.Count == 0)
        {
            return;
        }

        records.Begin(HeadRecords.Exemplars);
        foreach (var (id, exemplar) in exemplars)
        {
            if (records.PayloadLengthBytes > HeadRecords.PayloadSizeBytesMax)
            {
                records.End();
                records.Begin(HeadRecords.Exemplars);
            }

            HeadRecords.WriteExemplar(records, id, exemplar);
        }

        records.End();
    }
}
