using Belfry.Alerting.Routing;

namespace Belfry.Alerting.Notify;

/// <summary>
/// An alert as one flush saw it; whether it was resolved does not change while the notification is retried.
/// </summary>
/// <param name="Alert">The alert.</param>
/// <param name="IsResolved">Whether it was resolved when the flush began.</param>
internal readonly record struct NotifiedAlert(RoutedAlert Alert, bool IsResolved);
