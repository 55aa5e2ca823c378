using Belfry.Model.Metrics;
using Belfry.Platform.Disk;

namespace Belfry.Collectors.Host.Network;

/// <summary>Sockets in use by protocol (<c>/proc/net/sockstat</c> and <c>sockstat6</c>).</summary>
internal sealed class SocketCollector : IHostCollector
{
    private readonly FieldNames names = new("node_sockstat_", null);
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public string Name => "sockstat";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        seen.Clear();
        var isRead = Read(files, files.Proc, "net/sockstat", writer);
        isRead |= Read(files, files.Proc, "net/sockstat6", writer);
        return isRead ? CollectOutcome.Collected : CollectOutcome.NothingThere;
    }

    // "TCP: inuse 4 orphan 0 tw 1 alloc 5 mem 3"
    private bool Read(HostFiles files, KernelFiles tree, string path, IMetricFamilyWriter writer)
    {
        if (!tree.TryRead(path, out var text))
        {
            return false;
        }

        while (HostText.TryTakeLine(ref text, out var line))
        {
            var protocol = files.Text(HostText.TakeField(ref line).TrimEnd((byte)':'));
            while (HostText.TakeField(ref line) is { IsEmpty: false } field
                && HostText.TryTakeNumber(ref line, out var value))
            {
                Write($"{protocol}_{files.Text(field)}", value, writer);
                if (field.SequenceEqual("mem"u8))
                {
                    Write($"{protocol}_mem_bytes", value * Environment.SystemPageSize, writer);
                }
            }
        }

        return true;
    }

    private void Write(string field, double value, IMetricFamilyWriter writer)
    {
        if (names.Find(field) is { } name && seen.Add(name))
        {
            writer.Gauge(name, "Number of sockets in the named state.", value);
        }
    }
}
