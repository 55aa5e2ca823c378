using Belfry.Model;

namespace Belfry.Alerting.Routing;

/// <summary>
/// The order of alerts in a notification: by <c>job</c>, then <c>instance</c> (alerts without them last), then by the
/// number of labels, then by the first label that differs.
/// </summary>
internal sealed class AlertOrder : IComparer<RoutedAlert>
{
    private static readonly byte[][] FirstNames = ["job"u8.ToArray(), "instance"u8.ToArray()];

    internal static AlertOrder Instance { get; } = new();

    public int Compare(RoutedAlert? x, RoutedAlert? y) => Compare(x!.Labels, y!.Labels);

    internal static int Compare(Labels left, Labels right)
    {
        foreach (var name in FirstNames)
        {
            var a = left.Get(name);
            var b = right.Get(name);
            if (a.IsEmpty != b.IsEmpty)
            {
                return a.IsEmpty ? 1 : -1;
            }

            var order = a.SequenceCompareTo(b);
            if (order != 0)
            {
                return order;
            }
        }

        return CompareSets(left, right);
    }

    /// <summary>Label sets as the original orders them: fewer labels first, then by the first difference.</summary>
    internal static int CompareSets(Labels left, Labels right)
    {
        var byCount = left.Count.CompareTo(right.Count);
        if (byCount != 0)
        {
            return byCount;
        }

        var a = left.GetEnumerator();
        var b = right.GetEnumerator();
        while (a.MoveNext() && b.MoveNext())
        {
            // The set that lacks the smaller of two differing names comes first.
            var byName = b.Current.Name.SequenceCompareTo(a.Current.Name);
            var order = byName != 0 ? byName : a.Current.Value.SequenceCompareTo(b.Current.Value);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
