using Belfry.Alerting.Notify;
using Belfry.Alerting.Routing.Dispatching;
using Belfry.Alerting.Silences;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;

namespace Belfry.Alerting.Routing.Views;

/// <summary>Makes snapshots of alerts and groups for one moment. Used under the router's lock.</summary>
internal sealed class AlertViews
{
    private readonly Dispatcher dispatcher;
    private readonly SilenceStore silences;
    private readonly AlertFilter filter;
    private readonly TimestampMs now;
    private readonly HashSet<string> receivers;
    private readonly List<Route> matched = [];

    internal AlertViews(Dispatcher dispatcher, SilenceStore silences, AlertFilter filter, TimestampMs now)
    {
        this.dispatcher = dispatcher;
        this.silences = silences;
        this.filter = filter;
        this.now = now;
        receivers = [.. dispatcher.Routing.Config.Receivers.Where(IsWanted).Select(receiver => receiver.Name)];
    }

    /// <summary>The alerts that are wanted, by fingerprint.</summary>
    internal IReadOnlyList<AlertView> Alerts(IEnumerable<RoutedAlert> alerts)
    {
        var views = new List<AlertView>();
        foreach (var alert in alerts)
        {
            dispatcher.Routing.Routes.Match(alert.Labels, matched);
            var names = matched.Select(route => route.Receiver).ToArray();
            if (names.Any(receivers.Contains) && TryView(alert, names, [], out var view))
            {
                views.Add(view);
            }
        }

        views.Sort((left, right) => left.Fingerprint.Value.CompareTo(right.Fingerprint.Value));
        return views;
    }

    /// <summary>The groups that hold wanted alerts, by labels and receiver.</summary>
    internal IReadOnlyList<AlertGroupView> Groups()
    {
        var wanted = dispatcher.Groups.Where(group => receivers.Contains(group.Route.Receiver)).ToList();
        var receiversOf = new Dictionary<Labels, SortedSet<string>>();
        foreach (var group in wanted)
        {
            foreach (var alert in group.Alerts.Span)
            {
                if (!receiversOf.TryGetValue(alert.Labels, out var names))
                {
                    receiversOf.Add(alert.Labels, names = new SortedSet<string>(StringComparer.Ordinal));
                }

                names.Add(group.Route.Receiver);
            }
        }

        var views = wanted.Select(group => View(group, receiversOf)).OfType<AlertGroupView>().ToList();
        views.Sort(Compare);
        return views;
    }

    private bool IsWanted(ReceiverConfig receiver)
    {
        if (filter.Receiver is { } name && !name.IsMatch(System.Text.Encoding.UTF8.GetBytes(receiver.Name)))
        {
            return false;
        }

        return filter.ReceiverMatchers.Count == 0 || AlertFilter.Satisfies(
            filter.ReceiverMatchers, Labels.From(receiver.Labels.Select(label => (label.Name, label.Text))));
    }

    private AlertGroupView? View(AlertGroup group, Dictionary<Labels, SortedSet<string>> receiversOf)
    {
        if (group.MutedBy.Count > 0 && !filter.IncludesMuted)
        {
            return null;
        }

        var alerts = group.Alerts.Span.ToArray();
        Array.Sort(alerts, AlertOrder.Instance);
        var views = new List<AlertView>();
        foreach (var alert in alerts)
        {
            if (TryView(alert, [.. receiversOf[alert.Labels]], group.MutedBy, out var view))
            {
                views.Add(view);
            }
        }

        var notified = alerts.Select(alert => new NotifiedAlert(alert, alert.IsResolvedAt(now))).ToArray();
        return views.Count == 0 ? null : new AlertGroupView
        {
            Labels = group.Labels,
            RouteLabels = dispatcher.Routing.RouteLabelsOf(group, notified),
            Receiver = group.Route.Receiver,
            MutedBy = group.MutedBy,
            Alerts = views,
        };
    }

    private bool TryView(
        RoutedAlert alert, IReadOnlyList<string> names, IReadOnlyList<string> mutedBy, out AlertView view)
    {
        view = null!;
        if (alert.EndsAt < now || !AlertFilter.Satisfies(filter.Matchers, alert.Labels))
        {
            return false;
        }

        var inhibitor = dispatcher.Mutes.Inhibitor.InhibitorOf(alert.Labels, now);
        view = new AlertView
        {
            Labels = alert.Labels,
            Annotations = alert.Annotations,
            Fingerprint = alert.Fingerprint,
            StartsAt = alert.StartsAt,
            EndsAt = alert.EndsAt,
            UpdatedAt = alert.UpdatedAt,
            GeneratorUrl = alert.GeneratorUrl,
            Receivers = names,
            SilencedBy = silences.SilencedBy(alert.Labels, now),
            InhibitedBy = inhibitor is null ? [] : [inhibitor.Fingerprint],
            MutedBy = mutedBy,
        };
        var isActive = view.SilencedBy.Count == 0 && view.InhibitedBy.Count == 0;
        return (filter.IncludesActive || !isActive) &&
            (filter.IncludesSilenced || view.SilencedBy.Count == 0) &&
            (filter.IncludesInhibited || view.InhibitedBy.Count == 0);
    }

    private static int Compare(AlertGroupView left, AlertGroupView right)
    {
        var order = AlertOrder.CompareSets(left.Labels, right.Labels);
        return order != 0 ? order : string.CompareOrdinal(left.Receiver, right.Receiver);
    }
}
