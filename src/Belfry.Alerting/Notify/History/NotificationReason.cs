namespace Belfry.Alerting.Notify.History;

/// <summary>Why a group is notified about now, or that it is not.</summary>
internal enum NotificationReason
{
    /// <summary>Nothing new: do not notify.</summary>
    None,

    /// <summary>The receiver knows of no firing alert of the group.</summary>
    First,

    /// <summary>Alerts fire that the receiver does not know of.</summary>
    NewAlerts,

    /// <summary>Alerts were resolved that the receiver was not told of.</summary>
    NewResolved,

    /// <summary>No alert fires any more.</summary>
    AllResolved,

    /// <summary>Nothing new, but the repeat interval has passed.</summary>
    Repeat,
}
