using Belfry.Alerting.Notify.History;
using Belfry.Alerting.Routing.Dispatching;
using Belfry.Alerting.Routing.Views;
using Belfry.Alerting.Silences;
using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Platform.Telemetry;
using Belfry.Storage.Contracts;
using Microsoft.Extensions.Logging;

namespace Belfry.Alerting.Routing;

/// <summary>
/// Alertmanager inside the process: takes alerts, keeps them, groups them by the route tree and notifies receivers.
/// Alerts, silences and the notification log outlive a configuration. Time passes on one dedicated thread; attempts to
/// send run on the thread pool, a bounded number for each receiver integration. Thread-safe.
/// </summary>
public sealed partial class AlertRouter : IAlertSink, IAsyncDisposable
{
    private readonly AlertRouterOptions options;
    private readonly DispatchServices services;
    private readonly NotificationJournal? journal;
    private readonly ILogger logger;
    private readonly long startedMs;

    /// <summary>Guarded by the services' state lock, as is <see cref="dispatcher"/>.</summary>
    private readonly AlertStore store;
    private Dispatcher? dispatcher;
    private long maintenanceDueMs;

    private AlertClock? alertClock;

    /// <summary>
    /// A router without a configuration: it keeps what it is sent until the first <see cref="ApplyAsync"/>. With
    /// <paramref name="data"/> (a folder of its own) silences and the notification log are kept on disk.
    /// </summary>
    public AlertRouter(
        AlertRouterOptions options, StoreDirectory? data, TimeProvider clock, Random random, MetricRegistry metrics,
        ILogger<AlertRouter> logger)
    {
        this.options = options;
        this.logger = logger;
        journal = data is null ? null : new NotificationJournal(data, metrics, logger);
        var silences = data is null ? null : new SilenceJournal(data, metrics, logger);
        store = new AlertStore(options.AlertCountMax);
        services = new DispatchServices
        {
            Clock = clock,
            Random = random,
            Metrics = new RouterMetrics(metrics),
            Log = new NotificationLog(journal),
            Silences = new SilenceStore(clock, options.Retention, silences, options.MatcherSyntax),
            Logger = logger,
            GroupCountMax = options.GroupCountMax,
        };
        startedMs = services.MonotonicMs;
        StartedAt = services.Now;
        maintenanceDueMs = startedMs + (long)options.MaintenanceInterval.TotalMilliseconds;
        metrics.Add(new RouterGauges(this));
    }

    /// <summary>How matchers are read.</summary>
    public MatcherSyntax MatcherSyntax => options.MatcherSyntax;

    /// <summary>When the router was made.</summary>
    public TimestampMs StartedAt { get; }

    /// <summary>The silences; changes take effect at the next flush of a group.</summary>
    public SilenceStore Silences => services.Silences;

    /// <summary>The configuration in force; null before the first <see cref="ApplyAsync"/>.</summary>
    public AlertRouting? Routing
    {
        get
        {
            lock (services.StateLock)
            {
                return dispatcher?.Routing;
            }
        }
    }

    /// <summary>Starts the clock thread. Called once.</summary>
    public void Start() =>
        alertClock = new AlertClock(RunDue, services.Wake, services.Metrics.ClockFailures, logger);

    /// <summary>
    /// Puts a configuration in force: groups are made anew from all alerts and wait again, notifications under way are
    /// cancelled. Completes when the old receivers have let go. One call at a time.
    /// </summary>
    public async Task ApplyAsync(AlertRouting routing)
    {
        Dispatcher? retired;
        lock (services.StateLock)
        {
            retired = dispatcher;
            retired?.Retire();
            services.Schedule.Clear();
            var startsMs = startedMs + (long)options.DispatchStartDelay.TotalMilliseconds;
            dispatcher = new Dispatcher(routing, services, startsMs);
            var (now, nowMs) = (services.Now, services.MonotonicMs);
            foreach (var alert in store.Alerts)
            {
                dispatcher.Take(alert, now, nowMs);
            }
        }

        services.Wake.Set();
        if (retired is not null)
        {
            await retired.StopAsync();
            retired.Routing.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Send(IReadOnlyList<Alert> alerts) => Receive(alerts);

    /// <summary>
    /// Takes alerts as <see cref="Send"/> does and says what was wrong with those that were not taken, one text each;
    /// empty when all were taken.
    /// </summary>
    public IReadOnlyList<string> Receive(IReadOnlyList<Alert> alerts)
    {
        List<string>? errors = null;
        lock (services.StateLock)
        {
            var (now, nowMs) = (services.Now, services.MonotonicMs);
            var resolveTimeout = dispatcher?.Routing.Config.Global.ResolveTimeout ?? TimeSpan.FromMinutes(5);
            foreach (var alert in alerts)
            {
                if (Take(alert, resolveTimeout, now, nowMs) is { } error)
                {
                    (errors ??= []).Add(error);
                }
            }
        }

        services.Wake.Set();
        if (errors is not null)
        {
            LogAlertsRefused(logger, errors.Count, errors[0]);
        }

        return errors ?? [];
    }

    /// <summary>
    /// The alerts that have not ended and are asked for, by fingerprint; none before the first configuration.
    /// </summary>
    public IReadOnlyList<AlertView> Alerts(AlertFilter filter)
    {
        lock (services.StateLock)
        {
            return Views(filter)?.Alerts(store.Alerts) ?? [];
        }
    }

    /// <summary>
    /// The groups that hold alerts asked for, by labels and receiver; none before the first configuration.
    /// </summary>
    public IReadOnlyList<AlertGroupView> Groups(AlertFilter filter)
    {
        lock (services.StateLock)
        {
            return Views(filter)?.Groups() ?? [];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        alertClock?.Stop();
        Dispatcher? last;
        lock (services.StateLock)
        {
            last = dispatcher;
            last?.Retire();
            services.Schedule.Clear();
            dispatcher = null;
        }

        if (last is not null)
        {
            await last.StopAsync();
            last.Routing.Dispose();
        }

        journal?.Dispose();
    }

    /// <summary>Figures of this moment.</summary>
    internal RouterCounts Count()
    {
        lock (services.StateLock)
        {
            var now = services.Now;
            var suppressed = 0;
            var active = 0;
            foreach (var alert in store.Alerts)
            {
                if (alert.IsResolvedAt(now))
                {
                    continue;
                }

                var isSuppressed = services.Silences.IsSilenced(alert.Labels, now) ||
                    dispatcher?.Mutes.Inhibitor.InhibitorOf(alert.Labels, now) is not null;
                (isSuppressed ? ref suppressed : ref active)++;
            }

            return new RouterCounts(now, active, suppressed, dispatcher?.GroupCount ?? 0, services.Log.Count);
        }
    }

    /// <summary>
    /// Completes when nothing is being sent and no attempt is queued; for tests and for an orderly stop.
    /// </summary>
    internal Task WhenIdleAsync()
    {
        lock (services.StateLock)
        {
            return Task.WhenAll(dispatcher?.Lanes.Select(lane => lane.Idle) ?? []);
        }
    }

    /// <summary>
    /// Does everything that is due at this moment of the clock, and returns the milliseconds until something is due
    /// again; null when nothing is planned. Called by the clock thread only.
    /// </summary>
    internal long? RunDue()
    {
        var nowMs = services.MonotonicMs;
        if (nowMs >= maintenanceDueMs)
        {
            Maintain();
            maintenanceDueMs = nowMs + (long)options.MaintenanceInterval.TotalMilliseconds;
        }

        while (RunDueBatch(nowMs))
        {
        }

        services.Log.Write();
        lock (services.StateLock)
        {
            return services.Schedule.NextDueMs is { } dueMs ? Math.Max(dueMs - nowMs, 0) : null;
        }
    }

    /// <summary>Runs a few due items, so that the lock is not held for thousands; false when no more is due.</summary>
    private bool RunDueBatch(long nowMs)
    {
        lock (services.StateLock)
        {
            var now = services.Now;
            for (var count = 0; count < 64; count++)
            {
                switch (services.Schedule.TakeDue(nowMs))
                {
                    case AlertGroup group:
                        dispatcher?.FlushDue(group, now, nowMs);
                        break;
                    case Delivery delivery:
                        delivery.Lane.Enqueue(delivery);
                        break;
                    default:
                        return false;
                }
            }

            return true;
        }
    }

    private AlertViews? Views(AlertFilter filter) =>
        dispatcher is null ? null : new AlertViews(dispatcher, services.Silences, filter, services.Now);

    private void Maintain()
    {
        var now = services.Now;
        lock (services.StateLock)
        {
            foreach (var alert in store.RemoveResolved(now))
            {
                dispatcher?.Mutes.Inhibitor.Forget(alert);
            }
        }

        services.Silences.Maintain();
        services.Log.Maintain(now);
    }

    /// <summary>Stores and groups one alert; under the lock. Returns why it was not taken, or null.</summary>
    private string? Take(Alert alert, TimeSpan resolveTimeout, TimestampMs now, long nowMs)
    {
        var startsAt = alert.StartsAt ?? alert.EndsAt ?? now;
        var update = new RoutedAlert
        {
            Labels = alert.Labels,
            Annotations = alert.Annotations,
            GeneratorUrl = alert.GeneratorUrl,
            StartsAt = startsAt,
            EndsAt = alert.EndsAt ?? now + resolveTimeout,
            UpdatedAt = now,
            IsTimeout = alert.EndsAt is null,
        };
        (update.IsResolvedAt(now) ? services.Metrics.Resolved : services.Metrics.Firing).Increment();
        var error = update.EndsAt < update.StartsAt ? "start time must be before end time"
            : alert.Labels.IsEmpty ? "at least one label pair required"
            : ForeignName(alert.Labels) is { } label ? $"invalid label set: invalid name {QuotedText.Quote(label)}"
            : ForeignName(alert.Annotations) is { } annotation
                ? $"invalid annotations: invalid name {QuotedText.Quote(annotation)}"
            : null;
        if (error is not null)
        {
            services.Metrics.Invalid.Increment();
            return error;
        }

        if (!store.TryPut(update, out var stored))
        {
            services.Metrics.Limited.Increment();
            return $"too many alerts: {store.Count} (limit: {store.CountMax})";
        }

        dispatcher?.Take(stored, now, nowMs);
        return null;
    }

    // A name that is not allowed here; null when all are.
    private string? ForeignName(Labels labels)
    {
        if (options.MatcherSyntax == MatcherSyntax.Classic)
        {
            foreach (var label in labels)
            {
                if (!LabelNames.IsLegacyLabelName(label.Name))
                {
                    return label.NameText;
                }
            }
        }

        return null;
    }
}
