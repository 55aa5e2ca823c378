using Belfry.Model;

namespace Belfry.Alerting.Routing;

/// <summary>
/// The alerts of one group, each label set once. Small sets, which most are, are one array that is searched through;
/// large ones get an index. Not thread-safe.
/// </summary>
internal sealed class AlertSet
{
    private const int SearchedCountMax = 8;

    private RoutedAlert[] alerts = [];
    private Dictionary<Labels, int>? places;

    internal int Count { get; private set; }

    /// <summary>The alerts in no order; valid until the next change.</summary>
    internal ReadOnlySpan<RoutedAlert> Span => alerts.AsSpan(0, Count);

    /// <summary>Adds the alert, or puts it in the place of the one with equal labels.</summary>
    internal void Set(RoutedAlert alert)
    {
        var place = PlaceOf(alert.Labels);
        if (place >= 0)
        {
            alerts[place] = alert;
            return;
        }

        if (Count == alerts.Length)
        {
            Array.Resize(ref alerts, Count == 0 ? 1 : Count * 2);
        }

        alerts[Count] = alert;
        places?.Add(alert.Labels, Count);
        Count++;
        if (places is null && Count > SearchedCountMax)
        {
            BuildIndex();
        }
    }

    /// <summary>Removes the alert if it is still this very object; false when it was updated or has gone.</summary>
    internal bool RemoveUnmodified(RoutedAlert alert)
    {
        var place = PlaceOf(alert.Labels);
        if (place < 0 || !ReferenceEquals(alerts[place], alert))
        {
            return false;
        }

        places?.Remove(alert.Labels);
        Count--;
        alerts[place] = alerts[Count];
        alerts[Count] = null!;
        if (places is not null && place < Count)
        {
            places[alerts[place].Labels] = place;
        }

        return true;
    }

    private int PlaceOf(Labels labels)
    {
        if (places is not null)
        {
            return places.TryGetValue(labels, out var place) ? place : -1;
        }

        for (var index = 0; index < Count; index++)
        {
            if (alerts[index].Labels.Equals(labels))
            {
                return index;
            }
        }

        return -1;
    }

    private void BuildIndex()
    {
        places = new Dictionary<Labels, int>(Count * 2);
        for (var index = 0; index < Count; index++)
        {
            places.Add(alerts[index].Labels, index);
        }
    }
}
