using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Machine;

/// <summary>The kernel's pool of randomness (<c>/proc/sys/kernel/random</c>).</summary>
internal sealed class EntropyCollector : IHostCollector
{
    public string Name => "entropy";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (HostFiles.Number(files.Proc, "sys/kernel/random/entropy_avail") is not { } available
            || HostFiles.Number(files.Proc, "sys/kernel/random/poolsize") is not { } size)
        {
            return CollectOutcome.Failed;
        }

        writer.Gauge("node_entropy_available_bits", "Bits of available entropy.", available);
        writer.Gauge("node_entropy_pool_size_bits", "Bits of entropy pool.", size);
        return CollectOutcome.Collected;
    }
}
