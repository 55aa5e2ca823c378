using Belfry.Alerting.Notify;
using Belfry.Alerting.Routing.Inhibition;
using Belfry.Model;
using Belfry.Platform.Telemetry;

namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>
/// What keeps alerts of a flush from being told: inhibition, then active and mute time intervals, then silences. Called
/// under the router's lock.
/// </summary>
internal sealed class MuteStages
{
    private readonly AlertRouting routing;
    private readonly DispatchServices services;
    private readonly Counter inhibited;
    private readonly Counter outsideActive;
    private readonly Counter insideMute;
    private readonly Counter silenced;

    internal MuteStages(AlertRouting routing, DispatchServices services)
    {
        this.routing = routing;
        this.services = services;
        Inhibitor = new Inhibitor(routing.Config.InhibitRules);
        inhibited = services.Metrics.Suppressed.With("inhibition");
        outsideActive = services.Metrics.Suppressed.With("active_time_interval");
        insideMute = services.Metrics.Suppressed.With("mute_time_interval");
        silenced = services.Metrics.Suppressed.With("silence");
    }

    internal Inhibitor Inhibitor { get; }

    /// <summary>The alerts that may be told about now, in the order given; notes on the group what muted it.</summary>
    internal IReadOnlyList<NotifiedAlert> Filter(AlertGroup group, RoutedAlert[] alerts, TimestampMs now)
    {
        var audible = new List<NotifiedAlert>(alerts.Length);
        foreach (var alert in alerts)
        {
            if (Inhibitor.InhibitorOf(alert.Labels, now) is not null)
            {
                inhibited.Increment();
                continue;
            }

            audible.Add(new NotifiedAlert(alert, alert.IsResolvedAt(now)));
        }

        if (IsMutedByTime(group, audible.Count, now))
        {
            return [];
        }

        if (services.Silences.IsEmpty)
        {
            return audible;
        }

        var count = audible.Count;
        audible.RemoveAll(alert => services.Silences.IsSilenced(alert.Alert.Labels, now));
        silenced.Increment(count - audible.Count);
        return audible;
    }

    private bool IsMutedByTime(AlertGroup group, int alertCount, TimestampMs now)
    {
        var route = group.Route;
        group.MutedBy = [];
        if (route.ActiveTimeIntervals.Count == 0 && route.MuteTimeIntervals.Count == 0)
        {
            return false;
        }

        var moment = now.ToDateTimeOffset();
        if (route.ActiveTimeIntervals.Count > 0 &&
            routing.Intervals.Containing(route.ActiveTimeIntervals, moment).Count == 0)
        {
            group.MutedBy = route.ActiveTimeIntervals;
            outsideActive.Increment(alertCount);
            return true;
        }

        group.MutedBy = routing.Intervals.Containing(route.MuteTimeIntervals, moment);
        if (group.MutedBy.Count > 0)
        {
            insideMute.Increment(alertCount);
        }

        return group.MutedBy.Count > 0;
    }
}
