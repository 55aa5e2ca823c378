using System.Collections.Concurrent;
using Belfry.Alerting.Notify;
using Belfry.Platform.Telemetry;

namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>What the router counts, under the names of Alertmanager. Thread-safe.</summary>
internal sealed class RouterMetrics
{
    private static readonly double[] LatencyBounds = [1, 5, 10, 15, 20];

    private readonly ConcurrentDictionary<string, IntegrationMetrics> integrations = new(StringComparer.Ordinal);

    internal RouterMetrics(MetricRegistry registry)
    {
        Received = registry.Counter(
            "alertmanager_alerts_received_total", "The total number of received alerts.", "status", "version");
        Firing = Received.With("firing", "v2");
        Resolved = Received.With("resolved", "v2");
        Invalid = registry.Counter(
            "alertmanager_alerts_invalid_total", "The total number of received alerts that were invalid.",
                "version").With("v2");
        Limited = registry.Counter(
            "alertmanager_alerts_limited_total", "Alerts that were refused because too many are known.").With();
        GroupsLimited = registry.Counter(
            "alertmanager_dispatcher_aggregation_group_limit_reached_total",
            "Alerts that got no group because there are too many groups.").With();
        ClockFailures = registry.Counter(
            "belfry_alert_clock_failures_total", "Rounds of the alert clock that failed.").With();
        Notifications = registry.Counter(
            "alertmanager_notifications_total", "The total number of attempted notifications.", "integration");
        NotificationsFailed = registry.Counter(
            "alertmanager_notifications_failed_total", "The total number of failed notifications.", "integration",
                "reason");
        Requests = registry.Counter(
            "alertmanager_notification_requests_total", "The total number of attempted notification requests.",
                "integration");
        RequestsFailed = registry.Counter(
            "alertmanager_notification_requests_failed_total",
            "The total number of failed notification requests.", "integration");
        Latency = registry.Histogram(
            "alertmanager_notification_latency_seconds",
            "The latency of notifications in seconds.", LatencyBounds, "integration");
        Suppressed = registry.Counter(
            "alertmanager_notifications_suppressed_total",
            "The total number of notifications suppressed for being silenced, inhibited, outside of active time "
            + "intervals or within muted time intervals.", "reason");

        // At zero from the start: alerts on failed notifications look at rates, which need a first value.
        foreach (var kind in ReceiverKinds.Names)
        {
            For(kind);
        }
    }

    internal CounterFamily Received { get; }

    internal Counter Firing { get; }

    internal Counter Resolved { get; }

    internal Counter Invalid { get; }

    internal Counter Limited { get; }

    internal Counter GroupsLimited { get; }

    internal Counter ClockFailures { get; }

    internal CounterFamily Notifications { get; }

    internal CounterFamily NotificationsFailed { get; }

    internal CounterFamily Requests { get; }

    internal CounterFamily RequestsFailed { get; }

    internal HistogramFamily Latency { get; }

    internal CounterFamily Suppressed { get; }

    internal IntegrationMetrics For(Integration integration) => For(integration.Kind);

    private IntegrationMetrics For(string kind) =>
        integrations.GetOrAdd(kind, name => new IntegrationMetrics(this, name));
}
