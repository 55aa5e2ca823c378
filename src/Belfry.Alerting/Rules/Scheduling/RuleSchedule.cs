using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Rules.Evaluation;
using Belfry.Model;

namespace Belfry.Alerting.Rules.Scheduling;

/// <summary>
/// Which group is due when. A group has one evaluation at a time; those that fall due meanwhile are skipped and
/// counted, never caught up. Thread-safe.
/// </summary>
internal sealed class RuleSchedule
{
    private readonly Lock entriesLock = new();
    private readonly List<Entry> entries = [];
    private readonly Dictionary<RuleGroupState, Entry> leaving = [];

    /// <summary>Adds a group; it is first due at its next place in time after <paramref name="now"/>.</summary>
    public void Add(RuleGroupState group, TimestampMs now)
    {
        lock (entriesLock)
        {
            entries.Add(new Entry(group) { Due = group.Model.SlotAtOrBefore(now) + group.Model.Interval });
        }
    }

    /// <summary>Removes a group; the task ends when its running evaluation has ended.</summary>
    public Task RemoveAsync(RuleGroupState group)
    {
        lock (entriesLock)
        {
            var entry = entries.Find(other => ReferenceEquals(other.Group, group));
            if (entry is null)
            {
                return Task.CompletedTask;
            }

            entries.Remove(entry);
            if (!entry.IsRunning)
            {
                return Task.CompletedTask;
            }

            leaving.Add(group, entry);
            return entry.Ended.Task;
        }
    }

    /// <summary>
    /// Takes the group that has been due for the longest. False when none is.
    /// </summary>
    public bool TryTake(TimestampMs now, [NotNullWhen(true)] out RuleTurn? turn)
    {
        lock (entriesLock)
        {
            Entry? next = null;
            foreach (var entry in entries)
            {
                Realign(entry, now);
                if (!entry.IsRunning && (next is null || entry.Due < next.Due))
                {
                    next = entry;
                }
            }

            turn = null;
            if (next is null || next.Due > now)
            {
                return false;
            }

            var interval = next.Group.Model.Interval;
            var missed = (now - next.Due).Ticks / interval.Ticks;
            turn = new RuleTurn(next.Group, next.Due + (missed * interval), missed);
            next.Due = turn.Time + interval;
            next.IsRunning = true;
            return true;
        }
    }

    /// <summary>
    /// The time until some group is due; zero or less when one is. False when there is none to wait for.
    /// </summary>
    public bool TryPeek(TimestampMs now, out TimeSpan wait)
    {
        lock (entriesLock)
        {
            var idle = entries.Where(entry => !entry.IsRunning).ToList();
            wait = idle.Count == 0 ? TimeSpan.Zero : idle.Min(entry => entry.Due) - now;
            return idle.Count > 0;
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Complete(RuleTurn turn)
    {
        lock (entriesLock)
        {
            var entry = entries.Find(other => ReferenceEquals(other.Group, turn.Group));
            if (entry is not null)
            {
                entry.IsRunning = false;
                return;
            }

            if (leaving.Remove(turn.Group, out entry))
            {
                entry.Ended.SetResult();
            }
        }
    }

    // A clock that was set back would let a group wait for as long as it was ahead.
    private static void Realign(Entry entry, TimestampMs now)
    {
        var next = entry.Group.Model.SlotAtOrBefore(now) + entry.Group.Model.Interval;
        if (entry.Due > next)
        {
            entry.Due = next;
        }
    }

    private sealed class Entry(RuleGroupState group)
    {
        public RuleGroupState Group { get; } = group;

        public TimestampMs Due { get; set; }

        public bool IsRunning { get; set; }

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
