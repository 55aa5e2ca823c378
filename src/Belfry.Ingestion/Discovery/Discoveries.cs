using Belfry.Configuration.Prometheus;

namespace Belfry.Ingestion.Discovery;

/// <summary>The ways to find targets that a job configures.</summary>
internal static class Discoveries
{
    internal static IReadOnlyList<ITargetDiscovery> Of(
        ScrapeConfig config, TimeProvider clock, Action<string, string> report)
    {
        var discoveries = new List<ITargetDiscovery>();
        if (config.StaticConfigs.Count > 0)
        {
            discoveries.Add(new StaticDiscovery(config.StaticConfigs));
        }

        discoveries.AddRange(config.FileSdConfigs.Select(files => new FileDiscovery(files, clock, report)));
        return discoveries;
    }
}
