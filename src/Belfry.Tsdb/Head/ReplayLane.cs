using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Stores the replayed samples of some of the series, in the order in which they come, on a thread of its own once
/// there are enough of them. Everything but that thread's work is called by the one thread that reads the journal.
/// </summary>
internal sealed class ReplayLane(HeadLane lane) : IDisposable
{
    private const int BatchLength = 4096;
    private const int BatchesWaitingMax = 8;

    private readonly BlockingCollection<(ReplayedSample[] Samples, int Count)> waiting = new(BatchesWaitingMax);
    private readonly ConcurrentBag<ReplayedSample[]> spare = [];
    private ReplayedSample[] batch = new ReplayedSample[BatchLength];
    private int count;
    private Thread? thread;
    private long sentCount;
    private long doneCount;
    private Exception? failure;

    internal void Add(in ReplayedSample sample)
    {
        batch[count++] = sample;
        if (count == BatchLength)
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
        Store(batch.AsSpan(0, count));
        count = 0;
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
        waiting.Add((batch, count));
        batch = spare.TryTake(out var free) ? free : new ReplayedSample[BatchLength];
        count = 0;
    }

    [SuppressMessage("Design", "CA1031", Justification = "What fails here is thrown where the journal is read.")]
    private void Work()
    {
        foreach (var (samples, length) in waiting.GetConsumingEnumerable())
        {
            try
            {
                if (Volatile.Read(ref failure) is null)
                {
                    Store(samples.AsSpan(0, length));
                }
            }
            catch (Exception caught)
            {
                Volatile.Write(ref failure, caught);
            }

            spare.Add(samples);
            Volatile.Write(ref doneCount, doneCount + 1);
        }
    }

    private void Store(ReadOnlySpan<ReplayedSample> samples)
    {
        foreach (ref readonly var sample in samples)
        {
            lane.Add(sample.Series, sample.TimeMs, sample.Value, sample.Histogram, sample.IsLate);
        }
    }

    private void Rethrow()
    {
        if (Volatile.Read(ref failure) is { } caught)
        {
            ExceptionDispatchInfo.Throw(caught);
        }
    }
}
