using Belfry.Storage.Journal;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Compaction;

/// <summary>
/// Writes everything the head holds into one checkpoint. Nothing is allocated for a series: of a million, it would be
/// the head's size again before the garbage collector sees to it. Used once.
/// </summary>
internal sealed class HeadCheckpointWriter(HeadStore head, JournalCheckpoint checkpoint)
{
    // Series are told of so many at a time, and then their chunks.
    private const int GroupLength = 4096;
    private const int FlushSizeBytes = 1 << 20;

    private readonly JournalRecordBuffer records = checkpoint.Records;
    private readonly SeriesRecordWriter labels = new();
    private readonly ChunkRecordWriter chunks = new();
    private readonly List<HeadSeries> group = new(GroupLength);
    private readonly Stack<HeadChunk> oldestFirst = [];
    private byte[] open = new byte[1024];

    internal void Write(CancellationToken cancellationToken)
    {
        HeadRecords.WriteExtent(records, head.SeriesCount);
        foreach (var series in head.Pages.Enumerate())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (series.IsJournaled)
            {
                group.Add(series);
            }

            if (group.Count == GroupLength)
            {
                WriteGroup();
            }
        }

        WriteGroup();
        WriteExemplars();
    }

    private void WriteGroup()
    {
        group.ForEach(series => labels.Add(records, series));
        labels.End(records);
        foreach (var series in group)
        {
            Write(series);
            if (records.LengthBytes >= FlushSizeBytes)
            {
                chunks.End(records);
                checkpoint.FlushWhenLarge();
            }
        }

        chunks.End(records);
        group.Clear();
    }

    private void Write(HeadSeries series)
    {
        var content = series.Capture(ref open);
        Write(content.Closed, series.Id, isLate: false);
        if (content.OpenCount > 0)
        {
            chunks.Add(records, series.Id, content.Open(open), isLate: false);
        }

        Write(content.Leaving, series.Id, isLate: true);
        Write(content.Late, series.Id, isLate: true);
    }

    private void Write(HeadChunk? newest, uint id, bool isLate)
    {
        for (var chunk = newest; chunk is not null; chunk = chunk.Previous)
        {
            oldestFirst.Push(chunk);
        }

        while (oldestFirst.TryPop(out var chunk))
        {
            chunks.Add(records, id, chunk.View, isLate);
        }
    }

    private void WriteExemplars()
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
