using Belfry.Configuration.Alertmanager;
using Belfry.Model;

namespace Belfry.Alerting.Routing.Inhibition;

/// <summary>
/// All inhibition rules of a configuration with the alerts that they look at. Guarded by the router's lock.
/// </summary>
internal sealed class Inhibitor(IEnumerable<InhibitRuleConfig> rules)
{
    private readonly InhibitionRule[] rules = [.. rules.Select(rule => new InhibitionRule(rule))];

    internal void Observe(RoutedAlert alert)
    {
        foreach (var rule in rules)
        {
            rule.Observe(alert);
        }
    }

    internal void Forget(RoutedAlert alert)
    {
        foreach (var rule in rules)
        {
            rule.Forget(alert);
        }
    }

    /// <summary>
    /// A firing alert that inhibits one with these labels, by the first rule that has one; otherwise null.
    /// </summary>
    internal RoutedAlert? InhibitorOf(Labels labels, TimestampMs now)
    {
        foreach (var rule in rules)
        {
            if (rule.InhibitorOf(labels, now) is { } inhibitor)
            {
                return inhibitor;
            }
        }

        return null;
    }
}
