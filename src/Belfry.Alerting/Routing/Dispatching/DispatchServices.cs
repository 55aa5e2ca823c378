using Belfry.Alerting.Notify.History;
using Belfry.Alerting.Silences;
using Belfry.Model;
using Belfry.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>
/// What outlives a configuration and every dispatcher shares. <see cref="StateLock"/> guards the schedule.
/// </summary>
internal sealed class DispatchServices
{
    /// <summary>Guards alerts, groups, inhibition and the schedule. Held for memory operations only.</summary>
    internal Lock StateLock { get; } = new();

    internal Schedule Schedule { get; } = new();

    /// <summary>Set when something was scheduled that may be due before the clock thread looks again.</summary>
    internal AutoResetEvent Wake { get; } = new(false);

    internal required TimeProvider Clock { get; init; }

    /// <summary>For backoff; used under <see cref="StateLock"/>.</summary>
    internal required Random Random { get; init; }

    internal required RouterMetrics Metrics { get; init; }

    internal required NotificationLog Log { get; init; }

    internal required SilenceStore Silences { get; init; }

    internal required ILogger Logger { get; init; }

    internal required int GroupCountMax { get; init; }

    internal TimestampMs Now => Clock.NowMs();

    /// <summary>
    /// Milliseconds that only rise, from no particular moment: for intervals, which a corrected wall clock must not
    /// stretch. Rounded, because the clock's own unit is not a whole part of a millisecond.
    /// </summary>
    internal long MonotonicMs => (long)Math.Round(Clock.GetElapsedTime(0, Clock.GetTimestamp()).TotalMilliseconds);
}
