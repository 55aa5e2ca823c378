using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Network;

/// <summary>
/// The kernel's table of connections (<c>/proc/sys/net/netfilter</c>, <c>/proc/net/stat/nf_conntrack</c>).
/// </summary>
internal sealed class ConntrackCollector : IHostCollector
{
    private static readonly (string Field, string Name, string Help)[] Statistics =
    [
        ("found", "node_nf_conntrack_stat_found", "Number of searched entries which were successful."),
        ("invalid", "node_nf_conntrack_stat_invalid", "Number of packets seen which can not be tracked."),
        ("ignore", "node_nf_conntrack_stat_ignore", "Number of packets seen which are already connected to an entry."),
        ("insert", "node_nf_conntrack_stat_insert", "Number of entries inserted into the list."),
        ("insert_failed", "node_nf_conntrack_stat_insert_failed",
            "Number of entries for which list insertion was attempted but failed."),
        ("drop", "node_nf_conntrack_stat_drop", "Number of packets dropped due to conntrack failure."),
        ("early_drop", "node_nf_conntrack_stat_early_drop",
            "Number of dropped conntrack entries to make room for new ones, if maximum table size was reached."),
        ("search_restart", "node_nf_conntrack_stat_search_restart",
            "Number of conntrack table lookups which had to be restarted due to hashtable resizes."),
    ];

    public string Name => "conntrack";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (HostFiles.Number(files.Proc, "sys/net/netfilter/nf_conntrack_count") is not { } entries
            || HostFiles.Number(files.Proc, "sys/net/netfilter/nf_conntrack_max") is not { } limit)
        {
            return CollectOutcome.NothingThere;
        }

        writer.Gauge(
            "node_nf_conntrack_entries",
            "Number of currently allocated flow entries for connection tracking.",
            entries);
        writer.Gauge("node_nf_conntrack_entries_limit", "Maximum size of connection tracking table.", limit);
        if (files.Proc.TryRead("net/stat/nf_conntrack", out var text))
        {
            WriteStatistics(files, text, writer);
        }

        return CollectOutcome.Collected;
    }

    // A header of names, then a line of hexadecimal figures per processor. The first names are told apart by the
    // header: kernels renamed "searched" and "new".
    private static void WriteStatistics(HostFiles files, ReadOnlySpan<byte> text, IMetricFamilyWriter writer)
    {
        HostText.TryTakeLine(ref text, out var header);
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        while (HostText.TryTakeLine(ref text, out var line))
        {
            var names = header;
            while (HostText.TakeField(ref names) is { IsEmpty: false } name
                && HostText.TryHex(HostText.TakeField(ref line), out var value))
            {
                var key = files.Text(name);
                sums[key] = sums.GetValueOrDefault(key) + value;
            }
        }

        foreach (var (field, name, help) in Statistics)
        {
            if (sums.TryGetValue(field, out var sum))
            {
                writer.Gauge(name, help, sum);
            }
        }
    }
}
