using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Processor;

/// <summary>Seconds each processor spent in each mode (<c>/proc/stat</c>), and how often it was throttled.</summary>
internal sealed class CpuCollector : IHostCollector
{
    // USER_HZ, which Linux shows to programs whatever its own timer does.
    private const double TicksPerSecond = 100;

    // A processor that comes back counts idle time from zero again; a smaller step back is the kernel's jitter.
    private const double IdleResetSeconds = 3;

    private const int IdleMode = 3;

    private static readonly string[] Modes =
        ["user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal", "user", "nice"];

    private readonly Dictionary<string, double[]> latest = new(StringComparer.Ordinal);

    private readonly HostTable throttles = new(
        HostColumn.Counter("node_cpu_core_throttles_total", "Number of times this CPU core has been throttled."),
        HostColumn.Counter("node_cpu_package_throttles_total", "Number of times this CPU package has been throttled."));

    public string Name => "cpu";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        if (!files.Proc.TryRead("stat", out var text))
        {
            return CollectOutcome.Failed;
        }

        var cpus = new List<string>();
        while (HostText.TryTakeLine(ref text, out var line))
        {
            var name = HostText.TakeField(ref line);
            if (name.StartsWith("cpu"u8) && name.Length > 3)
            {
                var cpu = files.Text(name[3..]);
                cpus.Add(cpu);
                Update(cpu, line);
            }
        }

        WriteModes(writer, "node_cpu_guest_seconds_total",
            "Seconds the CPUs spent in guests (VMs) for each mode.", cpus, 8, 10);
        WriteModes(writer, "node_cpu_seconds_total", "Seconds the CPUs spent in each mode.", cpus, 0, 8);
        WriteThrottles(files, writer, cpus);
        return cpus.Count > 0 ? CollectOutcome.Collected : CollectOutcome.Failed;
    }

    private void Update(string cpu, ReadOnlySpan<byte> line)
    {
        if (!latest.TryGetValue(cpu, out var seconds))
        {
            seconds = new double[Modes.Length];
            latest.Add(cpu, seconds);
        }

        for (var mode = 0; mode < Modes.Length; mode++)
        {
            if (!HostText.TryTakeNumber(ref line, out var ticks))
            {
                break;
            }

            var now = ticks / TicksPerSecond;
            if (mode == IdleMode && seconds[mode] - now >= IdleResetSeconds)
            {
                Array.Clear(seconds, 0, seconds.Length);
            }

            // The kernel's own figures step back now and then; a counter must not.
            seconds[mode] = Math.Max(seconds[mode], now);
        }
    }

    private void WriteModes(
        IMetricFamilyWriter writer, string name, string help, List<string> cpus, int firstMode, int endMode)
    {
        writer.BeginFamily(name, MetricType.Counter, help);
        foreach (var cpu in cpus)
        {
            for (var mode = firstMode; mode < endMode; mode++)
            {
                writer.WriteSample("", [new("cpu", cpu), new("mode", Modes[mode])], latest[cpu][mode]);
            }
        }
    }

    // One figure per core and package, though each of their processors shows it.
    private void WriteThrottles(HostFiles files, IMetricFamilyWriter writer, List<string> cpus)
    {
        throttles.Clear();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cpu in cpus)
        {
            var folder = $"devices/system/cpu/cpu{cpu}/";
            if (HostFiles.Number(files.Sys, folder + "thermal_throttle/core_throttle_count") is not { } core
                || files.Line(files.Sys, folder + "topology/physical_package_id") is not { } packageId
                || files.Line(files.Sys, folder + "topology/core_id") is not { } coreId)
            {
                continue;
            }

            if (seen.Add($"{packageId}/{coreId}"))
            {
                throttles.AddRow(new("core", coreId), new("package", packageId))[0] = core;
            }

            if (seen.Add(packageId)
                && HostFiles.Number(files.Sys, folder + "thermal_throttle/package_throttle_count") is { } package)
            {
                throttles.AddRowFor("package", packageId)[1] = package;
            }
        }

        throttles.WriteTo(writer);
    }
}
