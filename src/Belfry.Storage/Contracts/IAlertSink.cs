using Belfry.Model;

namespace Belfry.Storage.Contracts;

/// <summary>
/// Takes alerts that rules (or clients) found: a router in this process, or a queue to one elsewhere. Thread-safe.
/// </summary>
public interface IAlertSink
{
    /// <summary>
    /// Hands over alerts, firing and resolved ones alike; returns at once. Repeats of the same alert are expected and
    /// harmless. Never throws for what an alert is: what cannot be taken is counted and logged by the sink.
    /// </summary>
    void Send(IReadOnlyList<Alert> alerts);
}
