using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Machine;

/// <summary>Temperatures of zones and what cools them (<c>/sys/class/thermal</c>).</summary>
internal sealed class ThermalZoneCollector : IHostCollector
{
    private const double MillidegreesPerDegree = 1000;

    private readonly HostTable zones = new(
        HostColumn.Gauge("node_thermal_zone_temp", "Zone temperature in Celsius"));

    private readonly HostTable devices = new(
        HostColumn.Gauge("node_cooling_device_cur_state", "Current throttle state of the cooling device"),
        HostColumn.Gauge("node_cooling_device_max_state", "Maximum throttle state of the cooling device"));

    public string Name => "thermal_zone";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        zones.Clear();
        devices.Clear();
        foreach (var name in files.Sys.Names("class/thermal"))
        {
            Add(files, name, $"class/thermal/{name}/");
        }

        zones.WriteTo(writer);
        devices.WriteTo(writer);

        // As node exporter has it, a machine without zones is no failure.
        return CollectOutcome.Collected;
    }

    private void Add(HostFiles files, string name, string folder)
    {
        if (files.Line(files.Sys, folder + "type") is not { } type)
        {
            return;
        }

        if (name.StartsWith("thermal_zone", StringComparison.Ordinal)
            && HostFiles.Number(files.Sys, folder + "temp") is { } temperature)
        {
            zones.AddRow(new("zone", name["thermal_zone".Length..]), new("type", type))[0] =
                temperature / MillidegreesPerDegree;
        }
        else if (name.StartsWith("cooling_device", StringComparison.Ordinal))
        {
            var row = devices.AddRow(new("name", name["cooling_device".Length..]), new("type", type));
            row[0] = HostFiles.Number(files.Sys, folder + "cur_state") ?? double.NaN;
            row[1] = HostFiles.Number(files.Sys, folder + "max_state") ?? double.NaN;
        }
    }
}
