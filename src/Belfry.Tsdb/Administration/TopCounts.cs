namespace Belfry.Tsdb.Administration;

/// <summary>Keeps the greatest of many counts, of equal ones those whose names come first. One thread.</summary>
/// <typeparam name="T">What is counted; its name is only made for those that stay.</typeparam>
internal sealed class TopCounts<T>(int limit, Comparison<T> order)
{
    // The least of those kept is at the head, so that it can give way.
    private readonly PriorityQueue<T, (long Count, T Item)> kept = new(
        Comparer<(long Count, T Item)>.Create((left, right) =>
        {
            var byCount = left.Count.CompareTo(right.Count);
            return byCount != 0 ? byCount : order(right.Item, left.Item);
        }));

    internal void Add(T item, long count)
    {
        if (kept.Count < limit)
        {
            kept.Enqueue(item, (count, item));
        }
        else if (kept.TryPeek(out _, out var least)
            && (count > least.Count || (count == least.Count && order(item, least.Item) < 0)))
        {
            kept.EnqueueDequeue(item, (count, item));
        }
    }

    /// <summary>The greatest first; empties this.</summary>
    internal IReadOnlyList<KeyValuePair<string, long>> Take(Func<T, string> name)
    {
        var result = new KeyValuePair<string, long>[kept.Count];
        for (var index = result.Length - 1; index >= 0; index--)
        {
            kept.TryDequeue(out var item, out var priority);
            result[index] = KeyValuePair.Create(name(item!), priority.Count);
        }

        return result;
    }
}
