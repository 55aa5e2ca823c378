using Belfry.Alerting.Notify;

namespace Belfry.Alerting.Tests.Routing;

/// <summary>A receiver that answers as a test says.</summary>
internal sealed class FakeNotifier(Func<Notification, CancellationToken, Task<NotifyOutcome>> answer) : INotifier
{
    public Task<NotifyOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken) =>
        answer(notification, cancellationToken);
}
