namespace Belfry.Alerting.Routing.Dispatching;

/// <summary>
/// One flush of a group: it is over when every delivery it made has ended. Guarded by the router's lock.
/// </summary>
internal sealed class Flush(Dispatcher dispatcher, AlertGroup group, IReadOnlyList<RoutedAlert> resolved)
{
    internal Dispatcher Dispatcher { get; } = dispatcher;

    internal AlertGroup Group { get; } = group;

    /// <summary>The alerts that were resolved; removed from the group if all deliveries succeed.</summary>
    internal IReadOnlyList<RoutedAlert> Resolved { get; } = resolved;

    /// <summary>Deliveries that have not ended.</summary>
    internal int PendingCount { get; set; }

    internal bool HasFailed { get; set; }
}
