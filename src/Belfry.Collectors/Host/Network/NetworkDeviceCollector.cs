using Belfry.Model.Metrics;
using Belfry.Model.Re2;

namespace Belfry.Collectors.Host.Network;

/// <summary>Bytes, packets and errors of network devices (<c>/proc/net/dev</c>).</summary>
internal sealed class NetworkDeviceCollector : IHostCollector
{
    // The file's columns in order; the kernel has not changed them in twenty years.
    private static readonly string[] Fields =
    [
        "receive_bytes", "receive_packets", "receive_errs", "receive_drop", "receive_fifo", "receive_frame",
        "receive_compressed", "receive_multicast", "transmit_bytes", "transmit_packets", "transmit_errs",
        "transmit_drop", "transmit_fifo", "transmit_colls", "transmit_carrier", "transmit_compressed",
    ];

    private readonly HostTable table = new(
    [
        .. Fields.Append("receive_nohandler").Select(field => HostColumn.Counter(
            $"node_network_{field}_total", $"Network device statistic {field}.")),
    ]);

    private readonly Re2Expression? excluded;

    internal NetworkDeviceCollector(HostMetricsOptions options) =>
        excluded = HostPatterns.Parse(options.NetworkDevicesExclude);

    public string Name => "netdev";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("net/dev", out var text))
        {
            return CollectOutcome.Failed;
        }

        table.Clear();
        while (HostText.TryTakeLine(ref text, out var line))
        {
            if (!HostText.TryTakeUntil(ref line, (byte)':', out var name)
                || name.Trim((byte)' ') is var device && (device.IsEmpty || excluded?.IsMatch(device) == true))
            {
                continue;
            }

            var known = files.Text(device);
            var row = table.AddRowFor("device", known);
            for (var field = 0; field < Fields.Length && HostText.TryTakeNumber(ref line, out var value); field++)
            {
                row[field] = value;
            }

            row[Fields.Length] =
                HostFiles.Number(files.Sys, $"class/net/{known}/statistics/rx_nohandler") ?? double.NaN;
        }

        table.WriteTo(writer);
        return table.RowCount > 0 ? CollectOutcome.Collected : CollectOutcome.Failed;
    }
}
