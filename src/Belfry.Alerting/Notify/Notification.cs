using Belfry.Alerting.Notify.History;
using Belfry.Model;

namespace Belfry.Alerting.Notify;

/// <summary>What a receiver is told: the alerts of one group at one moment. Immutable.</summary>
internal sealed class Notification
{
    internal required string Receiver { get; init; }

    internal required string GroupKey { get; init; }

    internal required Labels GroupLabels { get; init; }

    /// <summary>The route's labels, their templates executed.</summary>
    internal required Labels RouteLabels { get; init; }

    internal required NotificationReason Reason { get; init; }

    /// <summary>Sorted; never empty.</summary>
    internal required IReadOnlyList<NotifiedAlert> Alerts { get; init; }

    internal bool IsFiring => Alerts.Any(alert => !alert.IsResolved);
}
