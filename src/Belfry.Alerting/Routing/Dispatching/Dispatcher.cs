using Belfry.Alerting.Notify;
using Belfry.Alerting.Notify.History;
using Belfry.Model;

namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>
/// The groups of one configuration: puts alerts into them, flushes them when they fall due, and hands what is worth
/// telling to the receivers' lanes. Everything but <see cref="Record"/>, <see cref="Complete"/> and
/// <see cref="StopAsync"/> is called under the router's lock.
/// </summary>
internal sealed class Dispatcher
{
    /// <summary>A notification gets at least this long, however short the group interval.</summary>
    private static readonly TimeSpan DeliveryTimeMin = TimeSpan.FromSeconds(10);

    private readonly DispatchServices services;
    private readonly MuteStages mutes;
    private readonly Dictionary<Route, Dictionary<Labels, AlertGroup>> groups;
    private readonly Dictionary<string, IntegrationLane[]> lanes;
    private readonly long startsMs;
    private readonly List<Route> matched = [];
    private readonly LabelsBuilder groupLabels = new();
    private bool isStopped;

    internal Dispatcher(AlertRouting routing, DispatchServices services, long startsMs)
    {
        Routing = routing;
        this.services = services;
        this.startsMs = startsMs;
        mutes = new MuteStages(routing, services);
        groups = routing.Routes.All.ToDictionary(route => route, _ => new Dictionary<Labels, AlertGroup>());
        lanes = routing.Integrations.GroupBy(integration => integration.Receiver, StringComparer.Ordinal).ToDictionary(
            receiver => receiver.Key,
            receiver => receiver.Select(integration => new IntegrationLane(integration, services)).ToArray(),
            StringComparer.Ordinal);
    }

    internal AlertRouting Routing { get; }

    internal MuteStages Mutes => mutes;

    internal int GroupCount { get; private set; }

    internal IEnumerable<AlertGroup> Groups => groups.Values.SelectMany(ofRoute => ofRoute.Values);

    internal IEnumerable<IntegrationLane> Lanes => lanes.Values.SelectMany(ofReceiver => ofReceiver);

    /// <summary>Puts an alert that is new or was updated into its groups and before the inhibition rules.</summary>
    internal void Take(RoutedAlert alert, TimestampMs now, long nowMs)
    {
        mutes.Inhibitor.Observe(alert);
        Routing.Routes.Match(alert.Labels, matched);
        foreach (var route in matched)
        {
            var labels = route.GroupLabelsOf(alert.Labels, groupLabels);
            if (groups[route].TryGetValue(labels, out var group))
            {
                group.Alerts.Set(alert);
            }
            else if (GroupCount >= services.GroupCountMax)
            {
                services.Metrics.GroupsLimited.Increment();
            }
            else
            {
                AddGroup(new AlertGroup(route, labels), alert, now, nowMs);
            }
        }
    }

    /// <summary>Flushes a group that fell due, or leaves that to the end of the flush that is under way.</summary>
    internal void FlushDue(AlertGroup group, TimestampMs now, long nowMs)
    {
        if (group.IsDestroyed || isStopped)
        {
            return;
        }

        if (group.IsFlushing)
        {
            group.IsFlushDue = true;
            return;
        }

        services.Schedule.Add(group, nowMs + Ms(group.Route.GroupInterval));
        StartFlush(group, now, nowMs);
    }

    /// <summary>Notes in the log that the receiver has been told. Called by lanes, without the lock.</summary>
    internal void Record(Delivery delivery)
    {
        var isWriteWanted = services.Log.Record(
            KeyOf(delivery.Flush.Group, delivery.Lane), delivery.Firing, delivery.Resolved,
            delivery.Flush.Group.Route.RepeatInterval, services.Now);
        if (isWriteWanted)
        {
            // The clock thread writes for all that are told meanwhile: a write each costs as much as a request.
            services.Wake.Set();
        }
    }

    /// <summary>
    /// Notes that a delivery has ended; the last one ends the flush. Called by lanes, without the lock.
    /// </summary>
    internal void Complete(Flush flush, bool isDelivered)
    {
        lock (services.StateLock)
        {
            flush.HasFailed |= !isDelivered;
            flush.PendingCount--;
            EndFlushIfDone(flush);
        }
    }

    /// <summary>
    /// Lets go of every group; under the lock. The caller then awaits <see cref="StopAsync"/> without it.
    /// </summary>
    internal void Retire()
    {
        isStopped = true;
        foreach (var group in Groups)
        {
            group.IsDestroyed = true;
        }
    }

    internal Task StopAsync() => Task.WhenAll(Lanes.Select(lane => lane.DisposeAsync().AsTask()));

    private static long Ms(TimeSpan span) => (long)span.TotalMilliseconds;

    private static UInt128 KeyOf(AlertGroup group, IntegrationLane lane) => group.KeyHash ^ lane.Integration.KeyHash;

    private void AddGroup(AlertGroup group, RoutedAlert alert, TimestampMs now, long nowMs)
    {
        group.Alerts.Set(alert);
        groups[group.Route].Add(group.Labels, group);
        GroupCount++;

        // An alert that has been firing for longer than the group waits was waited for elsewhere.
        var isOld = alert.StartsAt + group.Route.GroupWait < now;
        var dueMs = isOld ? nowMs : nowMs + Ms(group.Route.GroupWait);
        services.Schedule.Add(group, Math.Max(dueMs, startsMs));
    }

    private void StartFlush(AlertGroup group, TimestampMs now, long nowMs)
    {
        var alerts = group.Alerts.Span.ToArray();
        if (alerts.Length > 1)
        {
            Array.Sort(alerts, AlertOrder.Instance);
        }

        var flush = new Flush(this, group, [.. alerts.Where(alert => alert.IsResolvedAt(now))]);
        group.IsFlushing = true;
        var audible = mutes.Filter(group, alerts, now);
        if (audible.Count > 0 && lanes.TryGetValue(group.Route.Receiver, out var receiverLanes))
        {
            Deliver(flush, audible, receiverLanes, now, nowMs);
        }

        EndFlushIfDone(flush);
    }

    private void Deliver(
        Flush flush, IReadOnlyList<NotifiedAlert> alerts, IntegrationLane[] receiverLanes, TimestampMs now, long nowMs)
    {
        var firing = Hashes(alerts, isResolved: false);
        var resolved = Hashes(alerts, isResolved: true);
        var route = flush.Group.Route;
        foreach (var lane in receiverLanes)
        {
            var reason = ReasonFor(flush.Group, lane, firing, resolved, now);
            if (reason == NotificationReason.None)
            {
                continue;
            }

            lane.Metrics.CountNotification();
            if (firing.Length == 0 && !lane.Integration.SendsResolved)
            {
                // Nobody is told, but the log must forget what fired.
                services.Log.Record(KeyOf(flush.Group, lane), firing, resolved, route.RepeatInterval, now);
                continue;
            }

            flush.PendingCount++;
            lane.Enqueue(new Delivery
            {
                Flush = flush,
                Lane = lane,
                Notification = Routing.NotificationOf(flush.Group, alerts, lane.Integration, reason),
                Firing = firing,
                Resolved = resolved,
                DeadlineMs = nowMs + Ms(route.GroupInterval > DeliveryTimeMin ? route.GroupInterval : DeliveryTimeMin),
            });
        }
    }

    private NotificationReason ReasonFor(
        AlertGroup group, IntegrationLane lane, ulong[] firing, ulong[] resolved, TimestampMs now)
    {
        if (!services.Log.TryGet(KeyOf(group, lane), out var entry))
        {
            return firing.Length > 0 ? NotificationReason.First : NotificationReason.None;
        }

        return entry.ReasonFor(firing, resolved, lane.Integration.SendsResolved, group.Route.RepeatInterval, now);
    }

    private static ulong[] Hashes(IReadOnlyList<NotifiedAlert> alerts, bool isResolved)
    {
        var hashes =
            alerts.Where(alert => alert.IsResolved == isResolved).Select(alert => alert.Alert.Labels.Hash).ToArray();
        Array.Sort(hashes);
        return hashes;
    }

    private void EndFlushIfDone(Flush flush)
    {
        var group = flush.Group;
        if (flush.PendingCount > 0 || !group.IsFlushing)
        {
            return;
        }

        group.IsFlushing = false;
        if (group.IsDestroyed)
        {
            return;
        }

        if (!flush.HasFailed)
        {
            RemoveResolved(group, flush.Resolved);
        }

        if (group.IsFlushDue && !group.IsDestroyed)
        {
            group.IsFlushDue = false;
            services.Schedule.Add(group, services.MonotonicMs);
            services.Wake.Set();
        }
    }

    /// <summary>
    /// Removes alerts whose end was told, unless they fired again meanwhile; an empty group goes with them.
    /// </summary>
    private void RemoveResolved(AlertGroup group, IReadOnlyList<RoutedAlert> resolved)
    {
        foreach (var alert in resolved)
        {
            group.Alerts.RemoveUnmodified(alert);
        }

        if (group.Alerts.Count == 0)
        {
            group.IsDestroyed = true;
            groups[group.Route].Remove(group.Labels);
            GroupCount--;
        }
    }
}
