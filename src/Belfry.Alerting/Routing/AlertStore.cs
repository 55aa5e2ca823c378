using System.Diagnostics.CodeAnalysis;
using Belfry.Model;

namespace Belfry.Alerting.Routing;

/// <summary>
/// Every alert the router knows, by labels. Bounded: beyond <see cref="CountMax"/> an alert that is not yet known is
/// refused, while updates of known ones are still taken. Not thread-safe: guarded by the router's lock.
/// </summary>
internal sealed class AlertStore(int countMax)
{
    private readonly Dictionary<Labels, RoutedAlert> alerts = [];

    internal int CountMax { get; } = countMax;

    internal int Count => alerts.Count;

    internal IReadOnlyCollection<RoutedAlert> Alerts => alerts.Values;

    /// <summary>Takes an alert. False when it is new and there is no room; otherwise what is known of it now.</summary>
    internal bool TryPut(RoutedAlert update, [NotNullWhen(true)] out RoutedAlert? stored)
    {
        if (alerts.TryGetValue(update.Labels, out var known))
        {
            stored = known.UpdatedBy(update);
        }
        else if (alerts.Count >= CountMax)
        {
            stored = null;
            return false;
        }
        else
        {
            stored = update;
        }

        alerts[stored.Labels] = stored;
        return true;
    }

    /// <summary>
    /// Forgets resolved alerts and returns them. Those that still wait for a notification live on in their groups.
    /// </summary>
    internal IReadOnlyList<RoutedAlert> RemoveResolved(TimestampMs now)
    {
        var resolved = alerts.Values.Where(alert => alert.IsResolvedAt(now)).ToList();
        foreach (var alert in resolved)
        {
            alerts.Remove(alert.Labels);
        }

        return resolved;
    }
}
