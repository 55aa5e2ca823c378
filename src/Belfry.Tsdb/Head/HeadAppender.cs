using System.Buffers;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;

namespace Belfry.Tsdb.Head;

/// <summary>
/// A batch for the head. Owned by one thread at a time, except between the call of <see cref="Commit"/> and its return,
/// when the journal's leader owns it. Its arrays come from a pool and go back on dispose.
/// </summary>
internal sealed class HeadAppender(HeadStore head, JournalLog journal) : ISampleAppender, IJournalBatch
{
    private const int BatchLengthMin = 256;

    private readonly List<HeadSeries> announced = [];
    private PendingSample[] batch = [];
    private int count;
    private BatchEntry entry;

    public SeriesRef Resolve(ReadOnlySpan<byte> canonicalLabels, ulong hash) =>
        head.Resolve(canonicalLabels, hash) is { } series ? new SeriesRef(series.Id) : default;

    public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, double value)
    {
        var target = head.Pages.Find(series.Value);
        if (target is null)
        {
            return AppendOutcome.UnknownSeries;
        }

        if (count == 0)
        {
            Begin();
        }

        var timeMs = timestamp.Value;
        if (timeMs < entry.MinValidTimeMs)
        {
            head.Counters.OutOfBounds();
            return AppendOutcome.OutOfBounds;
        }

        var slot = target.PendingSlot;
        var outcome = (uint)slot < (uint)count && ReferenceEquals(batch[slot].Series, target)
            ? Judge(in batch[slot], timeMs, value)
            : Judge(target, timeMs, value);
        if (outcome != AppendOutcome.Appended)
        {
            head.Counters.Refused(outcome);
            return outcome;
        }

        return AppendOutcome.Appended;
    }

    public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, NativeHistogram histogram) =>
        AppendOutcome.LimitReached;

    public AppendOutcome AppendExemplar(SeriesRef series, Exemplar exemplar) => AppendOutcome.LimitReached;

    public void Commit()
    {
        if (count == 0)
        {
            return;
        }

        try
        {
            journal.Commit(this);
        }
        finally
        {
            Clear();
        }
    }

    public void Dispose()
    {
        Clear();
        if (batch.Length > 0)
        {
            ArrayPool<PendingSample>.Shared.Return(batch, clearArray: true);
            batch = [];
        }
    }

    void IJournalBatch.WriteRecords(JournalRecordBuffer records)
    {
        var pending = batch.AsSpan(0, count);
        foreach (ref var sample in pending)
        {
            if (sample.Series.IsRemoved)
            {
                sample.Series = head.Revive(sample.Series);
            }

            if (!sample.Series.IsJournaled)
            {
                sample.Series.IsJournaled = true;
                announced.Add(sample.Series);
            }
        }

        WriteAnnounced(records);
        HeadRecords.WriteSamples(records, pending);
    }

    void IJournalBatch.Committed()
    {
        announced.Clear();
        head.Apply(batch.AsSpan(0, count));
    }

    void IJournalBatch.Abandoned()
    {
        announced.ForEach(series => series.IsJournaled = false);
        announced.Clear();
    }

    private void WriteAnnounced(JournalRecordBuffer records)
    {
        if (announced.Count == 0)
        {
            return;
        }

        records.Begin(HeadRecords.Series);
        foreach (var series in announced)
        {
            if (records.PayloadLengthBytes > HeadRecords.PayloadSizeBytesMax)
            {
                records.End();
                records.Begin(HeadRecords.Series);
            }

            HeadRecords.WriteSeries(records, series);
        }

        records.End();
    }

    private AppendOutcome Judge(HeadSeries series, long timeMs, double value)
    {
        var outcome = series.Judge(timeMs, value);
        if (outcome == AppendOutcome.Appended && (timeMs != series.LastTimeMs || !series.HasHistory))
        {
            Add(series, timeMs, value);
        }

        return outcome;
    }

    private AppendOutcome Judge(in PendingSample last, long timeMs, double value)
    {
        if (timeMs > last.TimeMs)
        {
            Add(last.Series, timeMs, value);
            return AppendOutcome.Appended;
        }

        if (timeMs < last.TimeMs)
        {
            return AppendOutcome.OutOfOrder;
        }

        return BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(last.Value)
            ? AppendOutcome.Appended
            : AppendOutcome.DuplicateTimestamp;
    }

    private void Add(HeadSeries series, long timeMs, double value)
    {
        if (count == batch.Length)
        {
            Grow();
        }

        ref var sample = ref batch[count];
        sample.Series = series;
        sample.TimeMs = timeMs;
        sample.Value = value;
        series.PendingSlot = count++;
    }

    private void Begin()
    {
        if (!entry.IsOpen)
        {
            entry = head.EnterBatch();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<PendingSample>.Shared.Rent(Math.Max(BatchLengthMin, count * 2));
        batch.AsSpan(0, count).CopyTo(larger);
        if (batch.Length > 0)
        {
            ArrayPool<PendingSample>.Shared.Return(batch, clearArray: true);
        }

        batch = larger;
    }

    private void Clear()
    {
        if (entry.IsOpen)
        {
            head.ExitBatch(entry);
            entry = default;
        }

        // Slots that still point here are harmless: the count is checked, and so is the series at the slot.
        count = 0;
    }
}
