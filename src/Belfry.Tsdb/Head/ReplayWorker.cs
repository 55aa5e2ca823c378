using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Belfry.Tsdb.Head;

/// <summary>
/// Stores loads one after the other on a thread of its own, which begins with the first of them. Everything but
/// <paramref name="store"/> is called by the one thread that reads the journal. What fails is thrown there too.
/// </summary>
internal sealed class ReplayWorker<T>(int waitingMax, Action<T> store) : IDisposable
    where T : class, new()
{
    private readonly BlockingCollection<T> waiting = new(waitingMax);
    private readonly ConcurrentBag<T> spare = [];
    private Thread? thread;
    private long sentCount;
    private long doneCount;
    private Exception? failure;

    /// <summary>Sends a load; waits while too many are on their way. Returns an empty one.</summary>
    internal T Send(T load)
    {
        Rethrow();
        if (thread is null)
        {
            thread = new Thread(Work) { IsBackground = true, Name = "journal replay" };
            thread.Start();
        }

        sentCount++;
        waiting.Add(load);
        return spare.TryTake(out var free) ? free : new T();
    }

    /// <summary>Returns when everything that was sent is stored.</summary>
    internal void Drain()
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref doneCount) < sentCount)
        {
            spin.SpinOnce();
        }

        Rethrow();
    }

    /// <summary>Ends the thread.</summary>
    public void Dispose()
    {
        waiting.CompleteAdding();
        thread?.Join();
        waiting.Dispose();
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
                    store(sent);
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

    private void Rethrow()
    {
        if (Volatile.Read(ref failure) is { } caught)
        {
            ExceptionDispatchInfo.Throw(caught);
        }
    }
}
