using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Stores the replayed samples of some of the series, those of each in the order in which they come, on a thread of its
/// own once there are enough of them. Everything but that thread's work is called by the one thread that reads the
/// journal.
/// </summary>
internal sealed class ReplayLane(SeriesPages pages, HeadLane lane) : IDisposable
{
    private const int BatchesWaitingMax = 2;

    private readonly BlockingCollection<ReplayBatch> waiting = new(BatchesWaitingMax);
    private readonly ConcurrentBag<ReplayBatch> spare = [];
    private ReplayBatch batch = new();
    private Thread? thread;
    private long sentCount;
    private long doneCount;
    private Exception? failure;

    /// <summary>Takes a sample of a series that the pages have.</summary>
    internal void Add(in ReplayedSample sample, NativeHistogram? histogram)
    {
        batch.Add(sample, histogram);
        if (batch.IsFull)
        {
            Send();
        }
    }

    /// <summary>Returns when everything that was added is stored.</summary>
    internal void Drain()
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref doneCount) < sentCount)
        {
            spin.SpinOnce();
        }

        Rethrow();
        Store(batch);
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        waiting.CompleteAdding();
        thread?.Join();
        waiting.Dispose();
    }

    private void Send()
    {
        Rethrow();
        if (thread is null)
        {
            thread = new Thread(Work) { IsBackground = true, Name = "journal replay" };
            thread.Start();
        }

        sentCount++;
        waiting.Add(batch);
        batch = spare.TryTake(out var free) ? free : new ReplayBatch();
    }

    [SuppressMessage("Design", "CA1031", Justification = "What fails here is thrown where the journal is read.")]
    private void Work()
    {
        foreach (var sent in waiting.GetConsumingEnumerable())
        {
            try
            {
                if (Volatile.Read(ref failure) is null)
                {
                    Store(sent);
                }
            }
            catch (Exception caught)
            {
                Volatile.Write(ref failure, caught);
            }

            spare.Add(sent);
            Volatile.Write(ref doneCount, doneCount + 1);
        }
    }

    private void Store(ReplayBatch full)
    {
        foreach (ref readonly var sample in full.BySeries())
        {
            lane.Add(pages.Find(sample.Id)!, sample.TimeMs, sample.Value, full.HistogramOf(sample), sample.IsLate);
        }

        full.Clear();
    }

    private void Rethrow()
    {
        if (Volatile.Read(ref failure) is { } caught)
        {
            ExceptionDispatchInfo.Throw(caught);
        }
    }
}
