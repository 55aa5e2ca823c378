using System.Globalization;
using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Processor;

/// <summary>Processor clocks, in hertz (<c>/sys/devices/system/cpu/cpu*/cpufreq</c>).</summary>
internal sealed class CpuFrequencyCollector : IHostCollector
{
    private const double HertzPerKilohertz = 1000;

    private static readonly string[] Files =
    [
        "cpuinfo_cur_freq", "cpuinfo_min_freq", "cpuinfo_max_freq",
        "scaling_cur_freq", "scaling_min_freq", "scaling_max_freq",
    ];

    private readonly HostTable table = new(
        HostColumn.Gauge("node_cpu_frequency_hertz", "Current CPU thread frequency in hertz."),
        HostColumn.Gauge("node_cpu_frequency_min_hertz", "Minimum CPU thread frequency in hertz."),
        HostColumn.Gauge("node_cpu_frequency_max_hertz", "Maximum CPU thread frequency in hertz."),
        HostColumn.Gauge("node_cpu_scaling_frequency_hertz", "Current scaled CPU thread frequency in hertz."),
        HostColumn.Gauge("node_cpu_scaling_frequency_min_hertz", "Minimum scaled CPU thread frequency in hertz."),
        HostColumn.Gauge("node_cpu_scaling_frequency_max_hertz", "Maximum scaled CPU thread frequency in hertz."));

    private readonly HostTable governors = new(
        HostColumn.Gauge("node_cpu_scaling_governor", "Current enabled CPU frequency governor."));

    public string Name => "cpufreq";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        table.Clear();
        governors.Clear();
        foreach (var name in files.Sys.Names("devices/system/cpu"))
        {
            if (name.StartsWith("cpu", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                Add(files, name);
            }
        }

        table.WriteTo(writer);
        governors.WriteTo(writer);

        // As node exporter has it, a machine without the files is no failure.
        return CollectOutcome.Collected;
    }

    private void Add(HostFiles files, string name)
    {
        var folder = $"devices/system/cpu/{name}/cpufreq/";
        var cpu = name[3..];
        if (files.Line(files.Sys, folder + "scaling_governor") is not { } active)
        {
            return;
        }

        var row = table.AddRowFor("cpu", cpu);
        for (var file = 0; file < Files.Length; file++)
        {
            row[file] = HostFiles.Number(files.Sys, folder + Files[file]) * HertzPerKilohertz ?? double.NaN;
        }

        var available = files.Line(files.Sys, folder + "scaling_available_governors") ?? active;
        foreach (var governor in available.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            governors.AddRow(new("cpu", cpu), new("governor", governor))[0] = governor == active ? 1 : 0;
        }
    }
}
