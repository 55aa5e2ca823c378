using Belfry.Alerting.Notify;

namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>
/// One notification on its way to one integration: tried until it is delivered, refused for good, or its time is up.
/// Owned by the lane while it is queued or sent, by the schedule while it waits for its next attempt.
/// </summary>
internal sealed class Delivery
{
    internal required Flush Flush { get; init; }

    internal required IntegrationLane Lane { get; init; }

    internal required Notification Notification { get; init; }

    /// <summary>The hashes of all alerts of the flush that fired, sorted: what the notification log will say.</summary>
    internal required ulong[] Firing { get; init; }

    /// <summary>The hashes of all alerts of the flush that were resolved, sorted.</summary>
    internal required ulong[] Resolved { get; init; }

    /// <summary>When its time is up, on the router's monotonic clock.</summary>
    internal required long DeadlineMs { get; init; }

    internal int AttemptCount { get; set; }

    /// <summary>The failure of the last attempt; the default before the first one.</summary>
    internal NotifyOutcome LastOutcome { get; set; }
}
