using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Processor;

/// <summary>How long tasks stood still for want of a resource (<c>/proc/pressure</c>).</summary>
internal sealed class PressureCollector : IHostCollector
{
    private const double MicrosecondsPerSecond = 1e6;

    private static readonly (string Path, string Kind, string Name, string Help)[] Families =
    [
        ("pressure/cpu", "some", "node_pressure_cpu_waiting_seconds_total",
            "Total time in seconds that processes have waited for CPU time"),
        ("pressure/io", "some", "node_pressure_io_waiting_seconds_total",
            "Total time in seconds that processes have waited due to IO congestion"),
        ("pressure/io", "full", "node_pressure_io_stalled_seconds_total",
            "Total time in seconds no process could make progress due to IO congestion"),
        ("pressure/memory", "some", "node_pressure_memory_waiting_seconds_total",
            "Total time in seconds that processes have waited for memory"),
        ("pressure/memory", "full", "node_pressure_memory_stalled_seconds_total",
            "Total time in seconds no process could make progress due to memory congestion"),
        ("pressure/irq", "full", "node_pressure_irq_stalled_seconds_total",
            "Total time in seconds no process could make progress due to IRQ congestion"),
    ];

    public string Name => "pressure";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        var outcome = CollectOutcome.NothingThere;
        foreach (var (path, kind, name, help) in Families)
        {
            if (!files.Proc.TryRead(path, out var text))
            {
                continue;
            }

            while (HostText.TryTakeLine(ref text, out var line))
            {
                var isKind = HostText.TakeField(ref line).SequenceEqual(kind == "some" ? "some"u8 : "full"u8);
                var total = line.IndexOf("total="u8);
                if (isKind && total >= 0 && HostText.TryNumber(line[(total + "total=".Length)..], out var microseconds))
                {
                    writer.Counter(name, help, microseconds / MicrosecondsPerSecond);
                    outcome = CollectOutcome.Collected;
                    break;
                }
            }
        }

        return outcome;
    }
}
