using System.Globalization;
using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Machine;

/// <summary>Temperatures, fans, voltages and power from the machine's sensors (<c>/sys/class/hwmon</c>).</summary>
internal sealed class HardwareMonitorCollector : IHostCollector
{
    // Kind of sensor as the files name it, its unit in metric names, and how many of the files' units make one.
    private static readonly (string Kind, string Unit, double Scale)[] Kinds =
    [
        ("temp", "celsius", 1000), ("fan", "rpm", 1), ("in", "volts", 1000), ("cpu", "volts", 1000),
        ("curr", "amps", 1000), ("power", "watt", 1e6), ("energy", "joule_total", 1e6), ("humidity", "percent", 1e6),
        ("freq", "freq_mhz", 1e6), ("pwm", "", 1),
    ];

    private readonly SortedDictionary<string, List<(KeyValuePair<string, string>[] Labels, double Value)>> families =
        new(StringComparer.Ordinal);

    public string Name => "hwmon";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        families.Clear();
        foreach (var monitor in files.Sys.Names("class/hwmon"))
        {
            AddMonitor(files, monitor);
        }

        foreach (var (name, samples) in families)
        {
            var type = name.EndsWith("_total", StringComparison.Ordinal) ? MetricType.Counter : MetricType.Gauge;
            writer.BeginFamily(name, type, "Hardware monitor.");
            foreach (var (labels, value) in samples)
            {
                writer.WriteSample("", labels, value);
            }
        }

        return families.Count > 0 ? CollectOutcome.Collected : CollectOutcome.NothingThere;
    }

    private void AddMonitor(HostFiles files, string monitor)
    {
        var folder = $"class/hwmon/{monitor}";
        var chipName = files.Line(files.Sys, folder + "/name");
        var chip = Chip(files, folder, chipName) ?? monitor;
        if (chipName is not null)
        {
            Add("node_hwmon_chip_names", 1, new("chip", chip), new("chip_name", Clean(chipName)));
        }

        foreach (var file in files.Sys.Names(folder))
        {
            if (TrySplit(file, out var kind, out var number, out var property))
            {
                AddSensor(files, $"{folder}/{file}", chip, kind, number, property);
            }
        }
    }

    // node exporter's names: the kind of device and its place on its bus, which stay the same across restarts.
    private static string? Chip(HostFiles files, string folder, string? name)
    {
        var device = files.Sys.LinkTargetName(folder + "/device");
        var subsystem = files.Sys.LinkTargetName(folder + "/device/subsystem");
        return device is null ? name is null ? null : Clean(name)
            : subsystem is null ? Clean(device) : $"{Clean(subsystem)}_{Clean(device)}";
    }

    private void AddSensor(HostFiles files, string path, string chip, string kind, int number, string property)
    {
        var sensor = $"{kind}{number.ToString(CultureInfo.InvariantCulture)}";
        if (property == "label")
        {
            Add("node_hwmon_sensor_label", 1,
                new("chip", chip), new("sensor", sensor), new("label", files.Line(files.Sys, path) ?? ""));
            return;
        }

        if (HostFiles.Number(files.Sys, path) is not { } value)
        {
            return;
        }

        var (_, unit, scale) = Kinds.First(known => known.Kind == kind);
        var isState = property is "alarm" or "beep" or "enable" or "fault" or "type" or "pulses" or "div";
        var name = (property, isState) switch
        {
            ("", _) => $"node_hwmon_{kind}",
            ("input", _) when unit.Length > 0 => $"node_hwmon_{kind}_{unit}",
            (_, true) => $"node_hwmon_{kind}_{property}",
            _ when unit.Length > 0 && property.Length > 0 => $"node_hwmon_{kind}_{property}_{unit}",
            _ => $"node_hwmon_{kind}_{property}",
        };
        Add(Clean(name), isState ? value : value / scale, new("chip", chip), new("sensor", sensor));
    }

    private void Add(string name, double value, params KeyValuePair<string, string>[] labels)
    {
        if (!families.TryGetValue(name, out var samples))
        {
            samples = [];
            families.Add(name, samples);
        }

        samples.Add((labels, value));
    }

    // "temp1_max" is temp, 1, max.
    private static bool TrySplit(string file, out string kind, out int number, out string property)
    {
        var digits = file.AsSpan().IndexOfAnyInRange('0', '9');
        kind = digits < 0 ? "" : file[..digits];
        var end = Math.Max(digits, 0);
        while (end < file.Length && char.IsAsciiDigit(file[end]))
        {
            end++;
        }

        property = end + 1 < file.Length ? file[(end + 1)..] : "";
        var known = kind;
        return int.TryParse(file.AsSpan(Math.Max(digits, 0), end - Math.Max(digits, 0)), NumberStyles.None,
                CultureInfo.InvariantCulture, out number)
            && (end == file.Length || file[end] == '_') && Kinds.Any(entry => entry.Kind == known);
    }

    private static string Clean(string name) => string.Concat(name.ToLowerInvariant()
        .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or ':' ? letter : '_'));
}
