using Belfry.Configuration.Alertmanager;
using Belfry.Model;

namespace Belfry.Alerting.Routing.Inhibition;

/// <summary>
/// Alerts that match the target are inhibited while an alert that matches the source fires and both agree on the equal
/// labels. An alert that matches both sides is not inhibited by one that does so too. Guarded by the router's lock.
/// </summary>
internal sealed class InhibitionRule
{
    private readonly InhibitRuleConfig config;
    private readonly byte[][] equal;
    private readonly LabelsBuilder builder = new();

    /// <summary>The alerts that match the source, by the equal labels.</summary>
    private readonly Dictionary<Labels, Dictionary<Labels, RoutedAlert>> sources = [];

    internal InhibitionRule(InhibitRuleConfig config)
    {
        this.config = config;
        equal = [.. config.Equal.Distinct(StringComparer.Ordinal).Select(System.Text.Encoding.UTF8.GetBytes)];
    }

    /// <summary>Takes note of an alert if it matches the source; firing and resolved ones alike.</summary>
    internal void Observe(RoutedAlert alert)
    {
        if (!AlertmanagerText.AllMatch(config.SourceMatchers, alert.Labels))
        {
            return;
        }

        var key = EqualLabelsOf(alert.Labels);
        if (!sources.TryGetValue(key, out var alerts))
        {
            sources.Add(key, alerts = []);
        }

        alerts[alert.Labels] = alert;
    }

    internal void Forget(RoutedAlert alert)
    {
        var key = EqualLabelsOf(alert.Labels);
        if (sources.TryGetValue(key, out var alerts) && alerts.Remove(alert.Labels) && alerts.Count == 0)
        {
            sources.Remove(key);
        }
    }

    /// <summary>A firing alert that inhibits one with these labels; null when there is none.</summary>
    internal RoutedAlert? InhibitorOf(Labels labels, TimestampMs now)
    {
        if (sources.Count == 0 ||
            !AlertmanagerText.AllMatch(config.TargetMatchers, labels) ||
            !sources.TryGetValue(EqualLabelsOf(labels), out var alerts))
        {
            return null;
        }

        var isTwoSided = AlertmanagerText.AllMatch(config.SourceMatchers, labels);
        foreach (var alert in alerts.Values)
        {
            if (!alert.IsResolvedAt(now) &&
                !(isTwoSided && AlertmanagerText.AllMatch(config.TargetMatchers, alert.Labels)))
            {
                return alert;
            }
        }

        return null;
    }

    private Labels EqualLabelsOf(Labels labels)
    {
        if (equal.Length == 0)
        {
            return Labels.Empty;
        }

        builder.Clear();
        foreach (var name in equal)
        {
            builder.Set(name, labels.Get(name));
        }

        return builder.ToLabels();
    }
}
