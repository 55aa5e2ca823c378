using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Stores the replayed samples of some of the series, those of each in the order in which they come, on a thread of its
/// own once there are enough of them. Called by the one thread that reads the journal.
/// </summary>
internal sealed class ReplayLane : IDisposable
{
    private const int BatchesWaitingMax = 1;

    // Fewer are stored by the thread that reads, sooner than another one begins.
    private const int FlushedMin = 1 << 12;

    // So many series are fetched from memory at once before the first of them is written to.
    private const int GroupLength = 64;

    private readonly SeriesPages pages;
    private readonly HeadLane lane;
    private readonly ReplayWorker<ReplayBatch> worker;
    private readonly HeadSeries[] group = new HeadSeries[GroupLength];
    private ReplayedSample[] sorted = [];
    private ReplayBatch batch = new();

    // Nobody reads it: it keeps what only fetches memory from being optimised away.
    private long touched;

    internal ReplayLane(SeriesPages pages, HeadLane lane)
    {
        this.pages = pages;
        this.lane = lane;
        worker = new ReplayWorker<ReplayBatch>(BatchesWaitingMax, Store);
    }

    /// <summary>Takes a sample of a series that the pages have.</summary>
    internal void Add(in ReplayedSample sample, NativeHistogram? histogram)
    {
        batch.Add(sample, histogram);
        if (batch.IsFull)
        {
            batch = worker.Send(batch);
        }
    }

    /// <summary>Begins to store what was added if that is much; to be drained later.</summary>
    internal void Flush()
    {
        if (batch.Count > FlushedMin)
        {
            batch = worker.Send(batch);
        }
    }

    /// <summary>Returns when everything that was added is stored.</summary>
    internal void Drain()
    {
        worker.Drain();
        Store(batch);
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose() => worker.Dispose();

    // Of a group, first all series are fetched and then the ends of their chunks: the processor waits for memory once,
    // not for every one of them.
    private void Store(ReplayBatch full)
    {
        var rest = full.BySeries(ref sorted);
        while (!rest.IsEmpty)
        {
            var part = rest[..Math.Min(GroupLength, rest.Length)];
            for (var index = 0; index < part.Length; index++)
            {
                group[index] = pages.Find(part[index].Id)!;
            }

            for (var index = 0; index < part.Length; index++)
            {
                touched += group[index].LastTimeMs;
            }

            for (var index = 0; index < part.Length; index++)
            {
                touched += group[index].TouchOpen();
            }

            for (var index = 0; index < part.Length; index++)
            {
                ref readonly var sample = ref part[index];
                lane.Add(group[index], sample.TimeMs, sample.Value, full.HistogramOf(sample), sample.IsLate);
            }

            rest = rest[part.Length..];
        }

        full.Clear();
    }
}
