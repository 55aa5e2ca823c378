using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Disks;

/// <summary>What NVMe controllers are (<c>/sys/class/nvme</c>).</summary>
internal sealed class NvmeCollector : IHostCollector
{
    private readonly HostTable table = new(HostColumn.Gauge(
        "node_nvme_info", "Non-numeric data from /sys/class/nvme/<device>, value is always 1."));

    public string Name => "nvme";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        table.Clear();
        foreach (var device in files.Sys.Names("class/nvme"))
        {
            string Fact(string name) => files.Line(files.Sys, $"class/nvme/{device}/{name}") ?? "";
            table.AddRow(
                new("device", device), new("firmware_revision", Fact("firmware_rev")), new("model", Fact("model")),
                new("serial", Fact("serial")), new("state", Fact("state")), new("cntlid", Fact("cntlid")))[0] = 1;
        }

        table.WriteTo(writer);
        return table.RowCount > 0 ? CollectOutcome.Collected : CollectOutcome.NothingThere;
    }
}
