using Belfry.Alerting.Notify;
using Belfry.Platform.Telemetry;

namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>The counters of one kind of integration, resolved once. Thread-safe.</summary>
internal sealed class IntegrationMetrics
{
    private readonly Counter notifications;
    private readonly Counter requests;
    private readonly Counter requestsFailed;
    private readonly Histogram latency;
    private readonly Counter[] failures;

    internal IntegrationMetrics(RouterMetrics metrics, string kind)
    {
        notifications = metrics.Notifications.With(kind);
        requests = metrics.Requests.With(kind);
        requestsFailed = metrics.RequestsFailed.With(kind);
        latency = metrics.Latency.With(kind);
        failures = [.. Enum.GetValues<FailureReason>().Select(reason =>
            metrics.NotificationsFailed.With(kind, TextOf(reason)))];
    }

    /// <summary>A notification is due; counted once, however many attempts follow.</summary>
    internal void CountNotification() => notifications.Increment();

    internal void CountAttempt(bool isDelivered, TimeSpan duration)
    {
        latency.Observe(duration.TotalSeconds);
        requests.Increment();
        if (!isDelivered)
        {
            requestsFailed.Increment();
        }
    }

    internal void CountFailure(FailureReason reason) => failures[(int)reason].Increment();

    private static string TextOf(FailureReason reason) => reason switch
    {
        FailureReason.ClientError => "clientError",
        FailureReason.ServerError => "serverError",
        FailureReason.Canceled => "contextCanceled",
        FailureReason.DeadlineExceeded => "contextDeadlineExceeded",
        FailureReason.AuthError => "authError",
        FailureReason.RateLimited => "rateLimited",
        _ => "other",
    };
}
