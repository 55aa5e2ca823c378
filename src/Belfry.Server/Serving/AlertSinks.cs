using Belfry.Model;
using Belfry.Storage.Contracts;

namespace Belfry.Server.Serving;

/// <summary>Hands alerts to several sinks, in order. Thread-safe.</summary>
internal sealed class AlertSinks(IReadOnlyList<IAlertSink> sinks) : IAlertSink
{
    /// <inheritdoc/>
    public void Send(IReadOnlyList<Alert> alerts)
    {
        foreach (var sink in sinks)
        {
            sink.Send(alerts);
        }
    }
}
