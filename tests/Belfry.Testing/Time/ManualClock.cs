namespace Belfry.Testing.Time;

/// <summary>
/// A clock that moves only when told to. It starts at a moment that is not zero and its timestamps have an odd
/// frequency, so that code which mixes ticks, milliseconds and timestamps gets visibly wrong answers. Timers fire
/// inside <see cref="Advance"/>, on its thread, in order of their times. Thread-safe.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private readonly Lock timersLock = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2024, 2, 29, 13, 37, 11, 513, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_234_567;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        (long)((Int128)(now - DateTimeOffset.UnixEpoch).Ticks * TimestampFrequency / TimeSpan.TicksPerSecond);

    /// <summary>Moves the clock on, firing every timer that falls due, at its time.</summary>
    public void Advance(TimeSpan span)
    {
        var end = now + span;
        while (true)
        {
            ManualTimer? due;
            lock (timersLock)
            {
                due = timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
                now = due is null ? end : due.DueAt > now ? due.DueAt!.Value : now;
            }

            if (due is null)
            {
                return;
            }

            due.Fire();
        }
    }

    /// <summary>Sets the clock without firing timers, also backwards: a machine's clock that was corrected.</summary>
    public void Jump(DateTimeOffset moment) => now = moment;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (timersLock)
        {
            timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        internal DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.timersLock)
            {
                period = newPeriod;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.timersLock)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire()
        {
            lock (clock.timersLock)
            {
                DueAt = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : DueAt + period;
            }

            callback(state);
        }
    }
}
