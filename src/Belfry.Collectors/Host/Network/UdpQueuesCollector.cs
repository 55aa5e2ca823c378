using Belfry.Model.Metrics;
using Belfry.Platform.Disk;

namespace Belfry.Collectors.Host.Network;

/// <summary>Bytes waiting in the queues of UDP sockets (<c>/proc/net/udp</c> and <c>udp6</c>).</summary>
internal sealed class UdpQueuesCollector : IHostCollector
{
    // Slot, local and remote address and state come before the queues.
    private const int FieldsBefore = 4;

    private readonly HostTable table = new(HostColumn.Gauge(
        "node_udp_queues", "Number of allocated memory in the kernel for UDP datagrams in bytes."));

    public string Name => "udp_queues";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        table.Clear();
        Add(files.Proc, "net/udp", "v4");
        Add(files.Proc, "net/udp6", "v6");
        table.WriteTo(writer);
        return table.RowCount > 0 ? CollectOutcome.Collected : CollectOutcome.NothingThere;
    }

    private void Add(KernelFiles tree, string path, string ip)
    {
        if (!tree.TryRead(path, out var text))
        {
            return;
        }

        double sent = 0;
        double received = 0;
        HostText.TryTakeLine(ref text, out _);
        while (HostText.TryTakeLine(ref text, out var line))
        {
            for (var field = 0; field < FieldsBefore; field++)
            {
                HostText.TakeField(ref line);
            }

            var queues = HostText.TakeField(ref line);
            if (HostText.TryTakeUntil(ref queues, (byte)':', out var transmit) && HostText.TryHex(transmit, out var tx)
                && HostText.TryHex(queues, out var rx))
            {
                sent += tx;
                received += rx;
            }
        }

        table.AddRow(new("queue", "tx"), new("ip", ip))[0] = sent;
        table.AddRow(new("queue", "rx"), new("ip", ip))[0] = received;
    }
}
