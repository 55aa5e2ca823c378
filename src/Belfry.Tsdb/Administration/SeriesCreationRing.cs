using Belfry.Model;

namespace Belfry.Tsdb.Administration;

/// <summary>
/// How many series were made in each of the last 24 hours. It is told a running total now and then and counts what was
/// added to the hour in which it is told, so making a series costs nothing here. Thread-safe.
/// </summary>
internal sealed class SeriesCreationRing
{
    internal const int HoursMax = 24;

    private const long HourMs = 3_600_000;

    private readonly Lock countsLock = new();
    private readonly Queue<KeyValuePair<long, long>> earlier = new();
    private long total;
    private long currentHour;
    private long current;

    /// <summary>A ring that knows nothing before <paramref name="now"/>.</summary>
    /// <param name="total">The running total now.</param>
    /// <param name="now">The present.</param>
    internal SeriesCreationRing(long total, TimestampMs now)
    {
        this.total = total;
        currentHour = HourOf(now);
    }

    /// <summary>Counts what was added to the running total since the last call.</summary>
    internal void Observe(long totalNow, TimestampMs now)
    {
        lock (countsLock)
        {
            Advance(HourOf(now));
            current += Math.Max(0, totalNow - total);
            total = totalNow;
        }
    }

    /// <summary>The hours with their counts, oldest first, the running one last.</summary>
    internal IReadOnlyList<KeyValuePair<TimestampMs, long>> Snapshot(TimestampMs now)
    {
        lock (countsLock)
        {
            Advance(HourOf(now));
            return
            [
                .. earlier.Select(hour => KeyValuePair.Create(new TimestampMs(hour.Key * HourMs), hour.Value)),
                KeyValuePair.Create(new TimestampMs(currentHour * HourMs), current),
            ];
        }
    }

    // A clock that went back counts into the hour it had reached.
    private void Advance(long hour)
    {
        // After a long sleep the hours between are empty, and no more of them than are shown are made.
        currentHour = Skip(hour);
        while (currentHour < hour)
        {
            earlier.Enqueue(KeyValuePair.Create(currentHour++, current));
            current = 0;
            if (earlier.Count >= HoursMax)
            {
                earlier.Dequeue();
            }
        }
    }

    private long Skip(long hour)
    {
        if (hour - currentHour <= HoursMax)
        {
            return currentHour;
        }

        earlier.Clear();
        current = 0;
        return hour - HoursMax + 1;
    }

    private static long HourOf(TimestampMs time) => (long)Math.Floor(time.Value / (double)HourMs);
}
