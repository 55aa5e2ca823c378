using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Tsdb.Changes;

/// <summary>
/// When samples of which time changed: versions of the last change of minutes, hours and days, and of everything at
/// once. A change is announced before its samples can be seen, and complete once all of them can. Thread-safe.
/// </summary>
internal sealed class ChangeRecord : IChangeRecord
{
    internal const long MinuteMs = 60_000;
    private const long HourMs = 60 * MinuteMs;
    private const long DayMs = 24 * HourMs;

    // Nobody keeps answers over so long or so late a time; looking for changes would hold up commits.
    private const long SpanMsMax = 36_500 * DayMs;
    private const long ThroughMsMax = long.MaxValue / 2;

    private readonly Lock recordLock = new();

    // Each has every change; the finer ones remember less far back, the coarser ones let looking go in long strides.
    private readonly ChangeLevel minutes = new(MinuteMs);
    private readonly ChangeLevel hours = new(HourMs);
    private readonly ChangeLevel days = new(DayMs);

    // The versions of changes that are not complete, rising.
    private readonly List<long> underWay = [];
    private long newest;
    private long everything;

    /// <inheritdoc/>
    public long Version
    {
        get
        {
            lock (recordLock)
            {
                return underWay.Count == 0 ? newest : underWay[0] - 1;
            }
        }
    }

    /// <inheritdoc/>
    public bool TryFindChange(
        long version,
        TimestampMs from,
        TimestampMs through,
        out TimestampMs changedFrom,
        out TimestampMs changedThrough)
    {
        (changedFrom, changedThrough) = (from, through);
        lock (recordLock)
        {
            if (everything > version
                || through.Value > ThroughMsMax || (Int128)through.Value - from.Value > SpanMsMax)
            {
                return from <= through;
            }

            var startMs = from.Value;
            while (startMs <= through.Value && !IsChanged(version, startMs, out var endMs))
            {
                startMs = endMs;
            }

            var nextMs = startMs;
            while (nextMs <= through.Value && IsChanged(version, nextMs, out var endMs))
            {
                nextMs = endMs;
            }

            changedFrom = new TimestampMs(startMs);
            changedThrough = new TimestampMs(Math.Min(nextMs - 1, through.Value));
            return startMs <= through.Value;
        }
    }

    /// <summary>Announces a change; its samples may be seen from now on, and surely when it is disposed.</summary>
    internal Change Begin()
    {
        lock (recordLock)
        {
            underWay.Add(++newest);
            return new Change(this, newest);
        }
    }

    /// <summary>Announces a change that may touch every answer.</summary>
    internal Change BeginEverything()
    {
        lock (recordLock)
        {
            underWay.Add(++newest);
            everything = newest;
            return new Change(this, newest);
        }
    }

    /// <summary>Notes of a change that it touches a time; returns the first time behind the stretch noted.</summary>
    internal long Stamp(long version, long timeMs)
    {
        lock (recordLock)
        {
            days.Stamp(timeMs, version);
            hours.Stamp(timeMs, version);
            return minutes.Stamp(timeMs, version);
        }
    }

    /// <summary>Notes that whoever opens a view from now on sees all of a change.</summary>
    internal void End(long version)
    {
        lock (recordLock)
        {
            underWay.Remove(version);
        }
    }

    // Whether the stretch that begins at a time and ends before `endMs` has changes.
    private bool IsChanged(long version, long startMs, out long endMs)
    {
        endMs = days.EndOf(startMs);
        if (days.VersionOf(startMs) <= version)
        {
            return false;
        }

        endMs = hours.EndOf(startMs);
        if (hours.VersionOf(startMs) <= version)
        {
            return false;
        }

        endMs = minutes.EndOf(startMs);
        return minutes.VersionOf(startMs) > version;
    }
}
