namespace Belfry.Alerting.Routing;

/// <summary>
/// What falls due when: groups to flush and deliveries to try again, in one queue instead of a timer each. Times are
/// the router's monotonic milliseconds. Equal times keep the order of adding. Not thread-safe.
/// </summary>
internal sealed class Schedule
{
    private readonly PriorityQueue<object, Due> queue = new();
    private long sequence;

    internal int Count => queue.Count;

    /// <summary>When the next item falls due; null when there is none.</summary>
    internal long? NextDueMs => queue.TryPeek(out _, out var due) ? due.Ms : null;

    internal void Add(object item, long dueMs) => queue.Enqueue(item, new Due(dueMs, sequence++));

    /// <summary>Takes the first item that is due at <paramref name="nowMs"/>; null when none is.</summary>
    internal object? TakeDue(long nowMs) =>
        queue.TryPeek(out _, out var due) && due.Ms <= nowMs ? queue.Dequeue() : null;

    internal void Clear() => queue.Clear();

    private readonly record struct Due(long Ms, long Sequence) : IComparable<Due>
    {
        public int CompareTo(Due other) => Ms != other.Ms ? Ms.CompareTo(other.Ms) : Sequence.CompareTo(other.Sequence);
    }
}
