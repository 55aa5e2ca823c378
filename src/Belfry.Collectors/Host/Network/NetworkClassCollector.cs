using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Network;

/// <summary>What network devices are and how they are set (<c>/sys/class/net</c>).</summary>
internal sealed class NetworkClassCollector : IHostCollector
{
    private const double BitsPerByte = 8;
    private const double BitsPerMegabit = 1e6;
    private const int FlagUp = 1;

    // node_network_up and node_network_speed_bytes are made of more than one number and come first.
    private const int Up = 0;
    private const int Speed = 1;
    private const int FirstPlain = 2;

    private static readonly (string File, HostColumn Column)[] Plain =
    [
        ("addr_assign_type", HostColumn.Gauge(
            "node_network_address_assign_type", "Network device property: address_assign_type")),
        ("carrier", HostColumn.Gauge("node_network_carrier", "Network device property: carrier")),
        ("carrier_changes",
            HostColumn.Counter("node_network_carrier_changes_total", "Network device property: carrier_changes_total")),
        ("carrier_up_count", HostColumn.Counter(
            "node_network_carrier_up_changes_total", "Network device property: carrier_up_changes_total")),
        ("carrier_down_count", HostColumn.Counter(
            "node_network_carrier_down_changes_total", "Network device property: carrier_down_changes_total")),
        ("dev_id", HostColumn.Gauge("node_network_device_id", "Network device property: device_id")),
        ("dormant", HostColumn.Gauge("node_network_dormant", "Network device property: dormant")),
        ("flags", HostColumn.Gauge("node_network_flags", "Network device property: flags")),
        ("ifindex", HostColumn.Gauge("node_network_iface_id", "Network device property: iface_id")),
        ("iflink", HostColumn.Gauge("node_network_iface_link", "Network device property: iface_link")),
        ("link_mode", HostColumn.Gauge("node_network_iface_link_mode", "Network device property: iface_link_mode")),
        ("mtu", HostColumn.Gauge("node_network_mtu_bytes", "Network device property: mtu_bytes")),
        ("name_assign_type", HostColumn.Gauge(
            "node_network_name_assign_type", "Network device property: name_assign_type")),
        ("netdev_group", HostColumn.Gauge("node_network_net_dev_group", "Network device property: net_dev_group")),
        ("type", HostColumn.Gauge("node_network_protocol_type", "Network device property: protocol_type")),
        ("tx_queue_len",
            HostColumn.Gauge("node_network_transmit_queue_length", "Network device property: transmit_queue_length")),
    ];

    private readonly HostTable table = new(
    [
        HostColumn.Gauge("node_network_up", "Value is 1 if operstate is 'up', 0 otherwise."),
        HostColumn.Gauge("node_network_speed_bytes", "Network device property: speed_bytes"),
        .. Plain.Select(plain => plain.Column),
    ]);

    private readonly HostTable facts = new(HostColumn.Gauge(
        "node_network_info", "Non-numeric data from /sys/class/net/<iface>, value is always 1."));

    public string Name => "netclass";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        table.Clear();
        facts.Clear();
        foreach (var device in files.Sys.Names("class/net"))
        {
            // Files stand here too, such as bonding_masters.
            if (HostFiles.Number(files.Sys, $"class/net/{device}/ifindex") is not null)
            {
                Add(files, device);
            }
        }

        facts.WriteTo(writer);
        table.WriteTo(writer);
        return table.RowCount > 0 ? CollectOutcome.Collected : CollectOutcome.NothingThere;
    }

    private void Add(HostFiles files, string device)
    {
        var folder = $"class/net/{device}/";
        string Fact(string name) => files.Line(files.Sys, folder + name) ?? "";
        var state = Fact("operstate");
        var flags = HostFiles.Number(files.Sys, folder + "flags");
        facts.AddRow(
            new("device", device), new("address", Fact("address")), new("broadcast", Fact("broadcast")),
            new("duplex", Fact("duplex")), new("operstate", state), new("ifalias", Fact("ifalias")),
            new("adminstate", flags is null ? "unknown" : ((long)flags & FlagUp) != 0 ? "up" : "down"))[0] = 1;

        var row = table.AddRowFor("device", device);
        row[Up] = state == "up" ? 1 : 0;
        row[Speed] = HostFiles.Number(files.Sys, folder + "speed") * BitsPerMegabit / BitsPerByte ?? double.NaN;
        for (var index = 0; index < Plain.Length; index++)
        {
            row[FirstPlain + index] = HostFiles.Number(files.Sys, folder + Plain[index].File) ?? double.NaN;
        }
    }
}
