using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Network;

/// <summary>Entries of the ARP table by device (<c>/proc/net/arp</c>).</summary>
internal sealed class ArpCollector : IHostCollector
{
    // IP address, hardware type, flags, hardware address and mask come before the device.
    private const int FieldsBefore = 5;

    public string Name => "arp";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("net/arp", out var text))
        {
            return CollectOutcome.Failed;
        }

        var counts = new SortedDictionary<string, double>(StringComparer.Ordinal);
        HostText.TryTakeLine(ref text, out _);
        while (HostText.TryTakeLine(ref text, out var line))
        {
            for (var field = 0; field < FieldsBefore; field++)
            {
                HostText.TakeField(ref line);
            }

            var device = files.Text(HostText.TakeField(ref line));
            if (device.Length > 0)
            {
                counts[device] = counts.GetValueOrDefault(device) + 1;
            }
        }

        if (counts.Count > 0)
        {
            writer.BeginFamily("node_arp_entries", MetricType.Gauge, "ARP entries by device");
            foreach (var (device, count) in counts)
            {
                writer.WriteSample("", [new("device", device)], count);
            }
        }

        return CollectOutcome.Collected;
    }
}
