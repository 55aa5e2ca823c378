namespace Belfry.Ingestion.Scrape;

/// <summary>
/// Wakes the loops of targets when they are due, in order, on one thread of its own. The loops begin their scrapes
/// right there: by the general timers every scrape would wake three threads before its request was sent, which cost as
/// much as reading the answer. Whoever was woken must not block while <see cref="IsCurrent"/>;
/// <see cref="Task.Yield"/> goes on to the pool. Thread-safe.
/// </summary>
internal sealed class ScrapeClock : IDisposable
{
    private const int WaitMaxMs = 3_600_000;

    [ThreadStatic]
    private static bool isCurrent;

    private readonly TimeProvider time;

    // Guards what is below; an object, because the thread waits on it.
    private readonly object gate = new();

    // By the time that they are due, in ticks of the time provider. One that is cancelled stays until then.
    private readonly PriorityQueue<TaskCompletionSource<bool>, long> waits = new();
    private bool isStopped;

    /// <summary>A clock that is running.</summary>
    /// <param name="time">The time of the machine: what is due is waited for in earnest.</param>
    internal ScrapeClock(TimeProvider time)
    {
        this.time = time;
        new Thread(Run) { Name = "scrape clock", IsBackground = true }.Start();
    }

    /// <summary>
    /// Whether this is the thread of some clock. Ask where you yield: a method that yields for its caller may be done
    /// before the caller looks, and the caller then stays.
    /// </summary>
    internal static bool IsCurrent => isCurrent;

    /// <summary>
    /// Completes on the clock's thread after this long, true; or false, on another thread, when it is cancelled before.
    /// </summary>
    internal async Task<bool> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        var due = new TaskCompletionSource<bool>();
        using var registration = cancellationToken.UnsafeRegister(
            static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), due);
        Add(due, wait);
        return await due.Task;
    }

    /// <summary>Ends the thread, without waiting for it; what is waiting then waits until it is cancelled.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isStopped = true;
            Monitor.Pulse(gate);
        }
    }

    private void Add(TaskCompletionSource<bool> due, TimeSpan wait)
    {
        var at = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        lock (gate)
        {
            waits.Enqueue(due, at);
            if (ReferenceEquals(waits.Peek(), due))
            {
                Monitor.Pulse(gate);
            }
        }
    }

    private void Run()
    {
        isCurrent = true;
        while (Next() is { } due)
        {
            // The loop goes on in here, up to where it first waits. What it throws is its own task's.
            due.TrySetResult(true);
        }
    }

    // Waits for the next one that is due; null when the clock was stopped.
    private TaskCompletionSource<bool>? Next()
    {
        lock (gate)
        {
            while (!isStopped)
            {
                var waitMs = WaitMaxMs;
                if (waits.TryPeek(out _, out var at))
                {
                    var rest = time.GetElapsedTime(time.GetTimestamp(), at);
                    if (rest <= TimeSpan.Zero)
                    {
                        return waits.Dequeue();
                    }

                    waitMs = (int)Math.Min(Math.Ceiling(rest.TotalMilliseconds), WaitMaxMs);
                }

                Monitor.Wait(gate, waitMs);
            }

            return null;
        }
    }
}
