namespace Belfry.Tsdb.Head;

/// <summary>
/// Counts who is inside, by generation, so that a change can wait for those who came in before it and for nobody else.
/// Thread-safe.
/// </summary>
internal sealed class Generations
{
    private const int WaitsMax = 500;

    private readonly Lock countsLock = new();
    private readonly Dictionary<long, int> counts = [];
    private long current = 1;

    /// <summary>Comes in; the result is for <see cref="Exit"/> and is never 0.</summary>
    internal long Enter()
    {
        lock (countsLock)
        {
            counts[current] = counts.GetValueOrDefault(current) + 1;
            return current;
        }
    }

    internal void Exit(long generation)
    {
        lock (countsLock)
        {
            if (--counts[generation] == 0)
            {
                counts.Remove(generation);
            }
        }
    }

    /// <summary>Begins a new generation; returns the one that ends.</summary>
    internal long Advance()
    {
        lock (countsLock)
        {
            return current++;
        }
    }

    /// <summary>
    /// Waits about a second at most until nobody of that generation, or of one before it, is inside. False when
    /// somebody still is.
    /// </summary>
    internal bool TryWaitFor(long generation, CancellationToken cancellationToken)
    {
        var spin = default(SpinWait);
        for (var wait = 0; wait < WaitsMax; wait++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (countsLock)
            {
                if (!counts.Keys.Any(inside => inside <= generation))
                {
                    return true;
                }
            }

            spin.SpinOnce();
        }

        return false;
    }
}
