namespace Belfry.Ingestion.Discovery;

/// <summary>
/// One configured way to find targets. A new kind is a class beside this one and a line in <see cref="Discoveries"/>.
/// </summary>
internal interface ITargetDiscovery
{
    /// <summary>
    /// Publishes all targets it knows now, at once and whenever they change, until it is cancelled; each call replaces
    /// what was published before. Keeps what was last found when its source fails. Returns when nothing can change any
    /// more. Does not throw for what the source is.
    /// </summary>
    Task RunAsync(Action<IReadOnlyList<TargetGroup>> publish, CancellationToken cancellationToken);
}
