using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Processor;

/// <summary>Counts of the kernel since boot, and when that was (<c>/proc/stat</c>).</summary>
internal sealed class StatCollector : IHostCollector
{
    public string Name => "stat";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("stat", out var text))
        {
            return CollectOutcome.Failed;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (HostText.TryTakeLine(ref text, out var line))
        {
            var field = HostText.TakeField(ref line);
            if (Find(field) is var (name, type, help) && HostText.TryTakeNumber(ref line, out var value)
                && seen.Add(name))
            {
                writer.BeginFamily(name, type, help);
                writer.WriteSample("", [], value);
            }
        }

        return seen.Count > 0 ? CollectOutcome.Collected : CollectOutcome.Failed;
    }

    private static (string Name, MetricType Type, string Help)? Find(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("intr"u8)
            ? ("node_intr_total", MetricType.Counter, "Total number of interrupts serviced.")
        : field.SequenceEqual("ctxt"u8)
            ? ("node_context_switches_total", MetricType.Counter, "Total number of context switches.")
        : field.SequenceEqual("processes"u8)
            ? ("node_forks_total", MetricType.Counter, "Total number of forks.")
        : field.SequenceEqual("btime"u8)
            ? ("node_boot_time_seconds", MetricType.Gauge, "Node boot time, in unixtime.")
        : field.SequenceEqual("procs_running"u8)
            ? ("node_procs_running", MetricType.Gauge, "Number of processes in runnable state.")
        : field.SequenceEqual("procs_blocked"u8)
            ? ("node_procs_blocked", MetricType.Gauge, "Number of processes blocked waiting for I/O to complete.")
        : null;
}
