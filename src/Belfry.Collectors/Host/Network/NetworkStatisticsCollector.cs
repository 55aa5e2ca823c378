using Belfry.Model.Metrics;
using Belfry.Platform.Disk;

namespace Belfry.Collectors.Host.Network;

/// <summary>Counts of the network protocols (<c>/proc/net/snmp</c>, <c>snmp6</c> and <c>netstat</c>).</summary>
internal sealed class NetworkStatisticsCollector : IHostCollector
{
    private const string Included =
        "^(.*_(InErrors|InErrs)|Ip_Forwarding|Ip(6|Ext)_(InOctets|OutOctets)|Icmp6?_(InMsgs|OutMsgs)"
        + "|TcpExt_(Listen.*|Syncookies.*|TCPSynRetrans|TCPTimeouts|TCPOFOQueue|TCPRcvQDrop)"
        + "|Tcp_(ActiveOpens|InSegs|OutSegs|OutRsts|PassiveOpens|RetransSegs|CurrEstab)"
        + "|Udp6?_(InDatagrams|OutDatagrams|NoPorts|RcvbufErrors|SndbufErrors))$";

    // Names of the IPv6 file run protocol and field together.
    private static readonly string[] Protocols6 = ["UdpLite6", "Icmp6", "Udp6", "Ip6"];

    private readonly FieldNames names = new("node_netstat_", HostPatterns.Parse(Included));
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public string Name => "netstat";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        seen.Clear();
        var isRead = ReadPairs(files, files.Proc, "net/netstat", writer);
        isRead |= ReadPairs(files, files.Proc, "net/snmp", writer);
        isRead |= ReadLines(files, writer);
        return isRead ? CollectOutcome.Collected : CollectOutcome.Failed;
    }

    // Pairs of lines: "Tcp: RtoMin ..." and "Tcp: 200 ...".
    private bool ReadPairs(HostFiles files, KernelFiles tree, string path, IMetricFamilyWriter writer)
    {
        if (!tree.TryRead(path, out var text))
        {
            return false;
        }

        while (HostText.TryTakeLine(ref text, out var fields) && HostText.TryTakeLine(ref text, out var values))
        {
            var protocol = HostText.TakeField(ref fields).TrimEnd((byte)':');
            HostText.TakeField(ref values);
            while (HostText.TakeField(ref fields) is { IsEmpty: false } field
                && HostText.TryTakeNumber(ref values, out var value))
            {
                Write(files.Text(protocol), files.Text(field), value, writer);
            }
        }

        return true;
    }

    private bool ReadLines(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("net/snmp6", out var text))
        {
            return false;
        }

        while (HostText.TryTakeLine(ref text, out var line))
        {
            var name = files.Text(HostText.TakeField(ref line));
            var protocol = Protocols6.FirstOrDefault(known => name.StartsWith(known, StringComparison.Ordinal));
            if (protocol is not null && HostText.TryTakeNumber(ref line, out var value))
            {
                Write(protocol, name[protocol.Length..], value, writer);
            }
        }

        return true;
    }

    private void Write(string protocol, string field, double value, IMetricFamilyWriter writer)
    {
        var name = names.Find($"{protocol}_{field}");
        if (name is not null && seen.Add(name))
        {
            writer.Untyped(name, $"Statistic {protocol}{field}.", value);
        }
    }
}
