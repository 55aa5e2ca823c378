using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Machine;

/// <summary>Whether SELinux runs and how (<c>/sys/fs/selinux</c>).</summary>
internal sealed class SelinuxCollector : IHostCollector
{
    public string Name => "selinux";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        var current = HostFiles.Number(files.Sys, "fs/selinux/enforce");
        writer.Gauge("node_selinux_enabled", "SELinux is enabled, 1 is true, 0 is false", current is null ? 0 : 1);
        if (current is not null)
        {
            writer.Gauge("node_selinux_current_mode", "Current SELinux enforcement mode", current.Value);
        }

        return CollectOutcome.Collected;
    }
}
