namespace Belfry.Alerting.Notify.History;

/// <summary>Notification reasons as templates and webhooks show them.</summary>
internal static class NotificationReasonText
{
    internal static string Of(NotificationReason reason) => reason switch
    {
        NotificationReason.First => "first notification",
        NotificationReason.NewAlerts => "new alerts added",
        NotificationReason.NewResolved => "some alerts resolved",
        NotificationReason.AllResolved => "all alerts resolved",
        NotificationReason.Repeat => "repeat interval elapsed",
        _ => "none",
    };
}
