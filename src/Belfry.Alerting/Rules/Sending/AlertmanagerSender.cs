using Belfry.Alerting.Notify;
using Belfry.Alerting.Notify.Net;
using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Rules.Sending;

/// <summary>
/// Sends alerts to all Alertmanagers that the configuration lists, which know each other and sort out what comes more
/// than once. Thread-safe.
/// </summary>
/// <param name="files">Reads the secrets and certificates that the configuration names.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Takes what goes wrong.</param>
public sealed partial class AlertmanagerSender(
    Configuration.IConfigurationFiles files, TimeProvider clock, ILogger<AlertmanagerSender> logger)
    : IAlertSink, IMetricSource, IAsyncDisposable
{
    private const string Label = "alertmanager";

    private readonly SemaphoreSlim applying = new(1);
    private volatile IReadOnlyList<SendQueue> queues = [];
    private long droppedBefore;

    /// <summary>The URLs that alerts are sent to.</summary>
    public IReadOnlyList<string> Urls => [.. queues.Select(queue => queue.Target.Url)];

    /// <summary>
    /// Replaces the Alertmanagers. What waited for one that was there before is lost; the rules send it again. One
    /// whose
    /// TLS files cannot be read is left out, with an event.
    /// </summary>
    public async Task ApplyAsync(IReadOnlyList<AlertmanagerTarget> targets, CancellationToken cancellationToken)
    {
        await applying.WaitAsync(cancellationToken);
        try
        {
            var before = queues;
            queues = [.. targets.Select(target => Reuse(before, target) ?? Create(target)).OfType<SendQueue>()];
            foreach (var queue in before.Except(queues))
            {
                Interlocked.Add(ref droppedBefore, queue.Dropped);
                await queue.DisposeAsync();
            }
        }
        finally
        {
            applying.Release();
        }
    }

    /// <inheritdoc/>
    public void Send(IReadOnlyList<Alert> alerts)
    {
        foreach (var queue in queues)
        {
            queue.Add(alerts);
        }
    }

    /// <inheritdoc/>
    public void WriteMetrics(IMetricFamilyWriter writer)
    {
        var now = queues;
        WriteOne(writer, "alertmanagers_discovered", MetricType.Gauge,
            "The number of alertmanagers discovered and active.", now.Count);
        WriteOne(writer, "dropped_total", MetricType.Counter,
            "Total number of alerts dropped due to errors when sending to Alertmanager.",
            Interlocked.Read(ref droppedBefore) + now.Sum(queue => queue.Dropped));
        WriteEach(writer, now, "errors_total", MetricType.Counter,
            "Total number of sent alerts affected by errors.", queue => queue.Errors);
        writer.BeginFamily(
            "prometheus_notifications_latency_seconds", MetricType.Summary,
            "Latency quantiles for sending alert notifications.");
        foreach (var queue in now)
        {
            queue.Latency.WriteSamples(writer, new KeyValuePair<string, string>(Label, queue.Target.Url));
        }

        WriteOne(writer, "queue_capacity", MetricType.Gauge,
            "The capacity of the alert notifications queue.", SendQueue.Capacity);
        WriteOne(writer, "queue_length", MetricType.Gauge,
            "The number of alert notifications in the queue.",
            now.Select(queue => queue.Length).DefaultIfEmpty().Max());
        WriteEach(writer, now, "sent_total", MetricType.Counter, "Total number of alerts sent.", queue => queue.Sent);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ApplyAsync([], CancellationToken.None);
        applying.Dispose();
    }

    private static SendQueue? Reuse(IReadOnlyList<SendQueue> before, AlertmanagerTarget target)
    {
        var wanted = target with { Relabel = null };
        var same = before.FirstOrDefault(queue => queue.Target with { Relabel = null } == wanted);
        same?.Relabel = target.Relabel;
        return same;
    }

    private SendQueue? Create(AlertmanagerTarget target)
    {
        var environment = new ReceiverEnvironment
        {
            Files = files, ExternalUrl = "", Clock = clock, Logger = logger, UserAgent = "Prometheus/belfry",
        };
        if (HttpPoster.TryCreate(target.HttpClient, environment, out var poster, out var error))
        {
            return new SendQueue(target, poster, clock, logger);
        }

        LogTargetUnusable(logger, target.Url, error);
        return null;
    }

    private static void WriteOne(
        IMetricFamilyWriter writer, string name, MetricType type, string help, double value)
    {
        writer.BeginFamily("prometheus_notifications_" + name, type, help);
        writer.WriteSample("", [], value);
    }

    private static void WriteEach(
        IMetricFamilyWriter writer,
        IReadOnlyList<SendQueue> queues,
        string name,
        MetricType type,
        string help,
        Func<SendQueue, double> value)
    {
        writer.BeginFamily("prometheus_notifications_" + name, type, help);
        foreach (var queue in queues)
        {
            writer.WriteSample("", [new(Label, queue.Target.Url)], value(queue));
        }
    }
}
