using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Machine;

/// <summary>What the firmware says the machine is (<c>/sys/class/dmi/id</c>).</summary>
internal sealed class DmiCollector : IHostCollector
{
    private static readonly string[] Names =
    [
        "bios_date", "bios_release", "bios_vendor", "bios_version", "board_asset_tag", "board_name", "board_serial",
        "board_vendor", "board_version", "chassis_asset_tag", "chassis_serial", "chassis_vendor", "chassis_version",
        "product_family", "product_name", "product_serial", "product_sku", "product_uuid", "product_version",
        "sys_vendor",
    ];

    public string Name => "dmi";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var name in Names)
        {
            if (files.Line(files.Sys, $"class/dmi/id/{name}") is { } value)
            {
                // node exporter's label is not the file's name here.
                labels.Add(new(name == "sys_vendor" ? "system_vendor" : name, value));
            }
        }

        if (labels.Count == 0)
        {
            return CollectOutcome.NothingThere;
        }

        writer.Facts("node_dmi_info", "Facts about the machine from its firmware, value is always 1.", [.. labels]);
        return CollectOutcome.Collected;
    }
}
