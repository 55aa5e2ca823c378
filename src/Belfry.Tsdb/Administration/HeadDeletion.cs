using Belfry.Storage.Journal;
using Belfry.Tsdb.Blocks;
using Belfry.Tsdb.Head;

namespace Belfry.Tsdb.Administration;

/// <summary>Deletes a range from series of the head, through the journal.</summary>
internal sealed class HeadDeletion(HeadStore head, IReadOnlyList<HeadSeries> series, TimeInterval interval)
    : IJournalBatch
{
    // What was journaled, so that exactly that is applied.
    private readonly List<(HeadSeries Series, TimeInterval Interval)> deletions = [];

    public void WriteRecords(JournalRecordBuffer records)
    {
        foreach (var one in series)
        {
            // A deletion never reaches beyond what there is: a checkpoint may hold later samples, and is read first.
            var through = Math.Min(interval.ThroughMs, one.LastTimeMs);
            if (one.HasHistory && !one.IsRemoved && through >= interval.FromMs)
            {
                deletions.Add((one, interval with { ThroughMs = through }));
            }
        }

        if (deletions.Count == 0)
        {
            return;
        }

        records.Begin(HeadRecords.Deletions);
        foreach (var (one, range) in deletions)
        {
            if (records.PayloadLengthBytes > HeadRecords.PayloadSizeBytesMax)
            {
                records.End();
                records.Begin(HeadRecords.Deletions);
            }

            HeadRecords.WriteDeletion(records, one.Id, range.FromMs, range.ThroughMs);
        }

        records.End();
    }

    public void Committed()
    {
        foreach (var (one, range) in deletions)
        {
            head.Delete(one, range.FromMs, range.ThroughMs);
        }
    }

    public void Abandoned() => deletions.Clear();
}
