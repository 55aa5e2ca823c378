using Belfry.Model.Metrics;

namespace Belfry.Collectors.Host.Machine;

/// <summary>The machine's clock, its time zone and what drives it.</summary>
internal sealed class TimeCollector(TimeProvider clock) : IHostCollector
{
    private const string SourceFolder = "devices/system/clocksource";

    private readonly HostTable available = new(HostColumn.Gauge(
        "node_time_clocksource_available_info", "Available clocksources read from '/sys/devices/system/clocksource'."));

    private readonly HostTable current = new(HostColumn.Gauge(
        "node_time_clocksource_current_info", "Current clocksource read from '/sys/devices/system/clocksource'."));

    public string Name => "time";

    public CollectOutcome Collect(HostFiles files, IMetricFamilyWriter writer)
    {
        var now = clock.GetUtcNow();
        var zone = clock.LocalTimeZone;
        writer.Gauge(
            "node_time_seconds", "System time in seconds since epoch (1970).",
            (now - DateTimeOffset.UnixEpoch).TotalSeconds);
        writer.BeginFamily("node_time_zone_offset_seconds", MetricType.Gauge, "System time zone offset in seconds.");
        writer.WriteSample("", [new("time_zone", Abbreviation(zone, now))], zone.GetUtcOffset(now).TotalSeconds);

        available.Clear();
        current.Clear();
        foreach (var name in files.Sys.Names(SourceFolder))
        {
            if (name.StartsWith("clocksource", StringComparison.Ordinal))
            {
                AddSource(files, name);
            }
        }

        available.WriteTo(writer);
        current.WriteTo(writer);
        return CollectOutcome.Collected;
    }

    // As the zone's file abbreviates it (CET, CEST), which is what the runtime names it after without culture data.
    private static string Abbreviation(TimeZoneInfo zone, DateTimeOffset now) =>
        zone.HasSameRules(TimeZoneInfo.Utc) ? "UTC"
        : zone.IsDaylightSavingTime(now) ? zone.DaylightName : zone.StandardName;

    private void AddSource(HostFiles files, string name)
    {
        var device = name["clocksource".Length..];
        var sources = files.Line(files.Sys, $"{SourceFolder}/{name}/available_clocksource") ?? "";
        foreach (var source in sources.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            available.AddRow(new("device", device), new("clocksource", source))[0] = 1;
        }

        if (files.Line(files.Sys, $"{SourceFolder}/{name}/current_clocksource") is { Length: > 0 } active)
        {
            current.AddRow(new("device", device), new("clocksource", active))[0] = 1;
        }
    }
}
