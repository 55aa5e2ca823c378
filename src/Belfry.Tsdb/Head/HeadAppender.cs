using System.Buffers;
using System.Runtime.InteropServices;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Storage.Contracts;
using Belfry.Storage.Journal;
using Belfry.Tsdb.Changes;

namespace Belfry.Tsdb.Head;

/// <summary>
/// A batch for the head. Owned by one thread at a time, except between the call of <see cref="Commit"/> and its return,
/// when the journal's leader owns it. Its arrays come from a pool and go back on dispose.
/// </summary>
internal sealed class HeadAppender(HeadStore head, JournalLog journal) : ISampleAppender, IJournalBatch
{
    private const int BatchLengthMin = 256;

    private readonly List<HeadSeries> announced = [];
    private readonly List<PendingHistogram> histograms = [];
    private readonly List<PendingExemplar> exemplars = [];
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

        Begin();
        var timeMs = timestamp.Value;
        var slot = target.PendingSlot;
        bool isKnown;
        var outcome = timeMs < entry.MinValidTimeMs ? JudgeLate(timeMs, out isKnown)
            : (uint)slot < (uint)count && ReferenceEquals(batch[slot].Series, target)
                ? Judge(in batch[slot], timeMs, value, out isKnown)
                : Judge(target, timeMs, value, null, out isKnown);
        if (outcome != AppendOutcome.Appended)
        {
            head.Counters.Refused(outcome, isHistogram: false);
        }
        else if (!isKnown)
        {
            Add(target, timeMs, value);
        }

        return outcome;
    }

    public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, NativeHistogram histogram)
    {
        var target = head.Pages.Find(series.Value);
        if (target is null)
        {
            return AppendOutcome.UnknownSeries;
        }

        Begin();
        var timeMs = timestamp.Value;
        var outcome = timeMs < entry.MinValidTimeMs
            ? JudgeLate(timeMs, out var isKnown)
            : Judge(target, timeMs, 0, histogram, out isKnown);
        if (outcome != AppendOutcome.Appended)
        {
            head.Counters.Refused(outcome, isHistogram: true);
        }
        else if (!isKnown)
        {
            histograms.Add(new PendingHistogram { Series = target, TimeMs = timeMs, Histogram = histogram });
        }

        return outcome;
    }

    public AppendOutcome AppendExemplar(SeriesRef series, Exemplar exemplar)
    {
        var target = head.Pages.Find(series.Value);
        if (target is null)
        {
            return AppendOutcome.UnknownSeries;
        }

        Begin();
        var outcome = head.Exemplars.Judge(target.Id, exemplar);
        if (outcome == AppendOutcome.Appended)
        {
            exemplars.Add(new PendingExemplar { Series = target, Exemplar = exemplar });
        }

        return outcome;
    }

    public void Commit()
    {
        if (count == 0 && histograms.Count == 0 && exemplars.Count == 0)
        {
            Clear();
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
        var floats = batch.AsSpan(0, count);
        foreach (ref var sample in floats)
        {
            Announce(ref sample.Series);
        }

        foreach (ref var sample in CollectionsMarshal.AsSpan(histograms))
        {
            Announce(ref sample.Series);
        }

        foreach (ref var pending in CollectionsMarshal.AsSpan(exemplars))
        {
            Announce(ref pending.Series);
        }

        WriteAnnounced(records);
        HeadRecords.WriteSamples(records, floats, entry.MinValidTimeMs);
        HeadRecords.WriteHistograms(records, CollectionsMarshal.AsSpan(histograms), entry.MinValidTimeMs);
        HeadRecords.WriteExemplars(records, CollectionsMarshal.AsSpan(exemplars));
    }

    void IJournalBatch.Committed()
    {
        announced.Clear();
        using var change = Announce();
        head.Apply(batch.AsSpan(0, count), entry.MinValidTimeMs);
        head.Apply(CollectionsMarshal.AsSpan(histograms), entry.MinValidTimeMs);
        foreach (ref readonly var pending in CollectionsMarshal.AsSpan(exemplars))
        {
            head.Exemplars.Add(pending.Series, pending.Exemplar);
        }
    }

    void IJournalBatch.Abandoned()
    {
        announced.ForEach(series => series.IsJournaled = false);
        announced.Clear();
    }

    private Change Announce()
    {
        var change = head.Changes.Begin();
        foreach (ref readonly var sample in batch.AsSpan(0, count))
        {
            change.Touches(sample.TimeMs);
        }

        foreach (ref readonly var sample in CollectionsMarshal.AsSpan(histograms))
        {
            change.Touches(sample.TimeMs);
        }

        return change;
    }

    // A series that left the head meanwhile comes back, and the journal hears of one that it does not know.
    private void Announce(ref HeadSeries series)
    {
        if (series.IsRemoved)
        {
            series = head.Revive(series);
        }

        if (!series.IsJournaled)
        {
            series.IsJournaled = true;
            announced.Add(series);
        }
    }

    private void WriteAnnounced(JournalRecordBuffer records)
    {
        foreach (var series in announced)
        {
            head.Announcer.Add(records, series);
        }

        head.Announcer.End(records);
    }

    private AppendOutcome Judge(
        HeadSeries series, long timeMs, double value, NativeHistogram? histogram, out bool isKnown)
    {
        var outcome = series.Judge(timeMs, value, histogram);
        isKnown = outcome == AppendOutcome.Appended && timeMs == series.LastTimeMs && series.HasHistory;
        return outcome == AppendOutcome.OutOfOrder ? JudgeDisordered(timeMs) : outcome;
    }

    private AppendOutcome Judge(in PendingSample last, long timeMs, double value, out bool isKnown)
    {
        isKnown = timeMs == last.TimeMs
            && BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(last.Value);
        return timeMs > last.TimeMs || isKnown ? AppendOutcome.Appended
            : timeMs < last.TimeMs ? JudgeDisordered(timeMs)
            : AppendOutcome.DuplicateTimestamp;
    }

    // Behind the newest sample of its series.
    private AppendOutcome JudgeDisordered(long timeMs) => head.OutOfOrderWindowMs == 0 ? AppendOutcome.OutOfOrder
        : head.IsInWindow(timeMs) ? AppendOutcome.Appended
        : AppendOutcome.TooOld;

    // The block of its time was cut already.
    private AppendOutcome JudgeLate(long timeMs, out bool isKnown)
    {
        isKnown = false;
        return head.OutOfOrderWindowMs == 0 ? AppendOutcome.OutOfBounds
            : head.IsInWindow(timeMs) ? AppendOutcome.Appended
            : AppendOutcome.TooOld;
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
        histograms.Clear();
        exemplars.Clear();
    }
}
