namespace Belfry.Alerting.Notify;

/// <summary>Brings notifications to one receiver integration. Thread-safe: several deliveries run at once.</summary>
internal interface INotifier
{
    /// <summary>
    /// Makes one attempt. Failures of the receiver, the network and templates are outcomes; what is thrown is a bug.
    /// Cancellation is thrown as <see cref="OperationCanceledException"/> only when the token asked for it.
    /// </summary>
    Task<NotifyOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken);
}
