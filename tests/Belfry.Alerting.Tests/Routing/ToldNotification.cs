using Belfry.Alerting.Notify;

namespace Belfry.Alerting.Tests.Routing;

/// <summary>A notification that reached a fake receiver.</summary>
/// <param name="AtSeconds">Seconds since the harness began.</param>
/// <param name="Receiver">The receiver.</param>
/// <param name="Notification">What was told.</param>
internal sealed record ToldNotification(double AtSeconds, string Receiver, Notification Notification)
{
    /// <summary><c>2s page: a b(resolved)</c>, by the alerts' names.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{AtSeconds}s {Receiver}: ") + string.Join(
            ' ', Notification.Alerts.Select(alert =>
            alert.Alert.Labels.Get("alertname") + (alert.IsResolved ? "(resolved)" : "")));
}
