using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host;

/// <summary>
/// One group of the machine's figures, under the name node exporter gives its collector. Called by one thread at a
/// time; may keep state between calls. Writes whole families that no other collector writes.
/// </summary>
internal interface IHostCollector
{
    /// <summary>The collector's name, as in <c>node_scrape_collector_success{collector="..."}</c>.</summary>
    string Name { get; }

    /// <summary>Reads and writes its families. Bytes that make no sense are left out, never thrown.</summary>
    CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer);
}
