using Belfry.Configuration.Prometheus;
using Belfry.Model;

namespace Belfry.Ingestion.Discovery;

/// <summary>Targets listed in the configuration itself.</summary>
internal sealed class StaticDiscovery(IReadOnlyList<TargetGroupConfig> configs) : ITargetDiscovery
{
    public Task RunAsync(Action<IReadOnlyList<TargetGroup>> publish, CancellationToken cancellationToken)
    {
        publish([.. configs.Select(Group)]);
        return Task.CompletedTask;
    }

    internal static TargetGroup Group(TargetGroupConfig config) =>
        new([.. config.Targets.Select(address => Labels.From(("__address__", address)))], config.Labels);
}
