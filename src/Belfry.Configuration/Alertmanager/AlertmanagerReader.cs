using Belfry.Configuration.Binding;
using Belfry.Configuration.Shapes;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads <c>alertmanager.yml</c>.</summary>
internal sealed class AlertmanagerReader(Reading reading, LoaderOptions options)
{
    internal AlertmanagerConfig Read(YamlNode? root, string text)
    {
        var mapping = new MappingReader(reading, root, "config.plain", "alertmanager.yml");
        var global = AlertmanagerGlobalReader.Read(mapping.Section("global", "config.plain"), out var defaults);
        var receiverReader = new ReceiverReader(reading, defaults, options);
        var routeReader = new RouteReader(reading, options);
        var receivers = mapping.List("receivers", "[]config.Receiver", receiverReader.Read);
        var receiverNames = Unique(
            receivers.Select(receiver => (receiver.Name, receiver.Location)), "notification config name");
        var inhibitRules = new InhibitRuleReader(reading, options);
        var route = mapping.Take("route") is { } routeNode ? routeReader.ReadRoot(routeNode) : null;
        if (route is null)
        {
            reading.Error(
                mapping.Location,
                root is null || root.IsNull ? "no route provided in config" : "no routes provided",
                "write `route: {receiver: …}`");
        }

        var config = new AlertmanagerConfig
        {
            Global = global,
            Route = route ?? new RouteConfig(),
            Receivers = receivers,
            InhibitRules = mapping.List("inhibit_rules", "[]common.InhibitRule", inhibitRules.Read),
            TimeIntervals = ReadIntervals(mapping),
            Templates = [.. mapping.Texts("templates").Select(reading.Resolve)],
            OriginalText = text,
            Root = root,
        };
        var intervalNames = config.TimeIntervals.Select(interval => interval.Name).ToHashSet(StringComparer.Ordinal);
        routeReader.CheckNames(receiverNames, intervalNames);
        CheckUnbuilt(mapping);
        mapping.Close();
        return config;
    }

    private List<TimeIntervalConfig> ReadIntervals(MappingReader mapping)
    {
        var reader = new TimeIntervalReader(reading);
        var muting = mapping.List(
            "mute_time_intervals", "[]config.MuteTimeInterval", node => reader.Read(node, "mute time interval"));
        var others = mapping.List(
            "time_intervals", "[]config.TimeInterval", node => reader.Read(node, "time interval"));
        if (muting.Count > 0)
        {
            reading.Warning(
                mapping.PlaceOf(
                    "mute_time_intervals"), "`mute_time_intervals` is deprecated", "rename it to `time_intervals`");
        }

        var names = Unique(muting.Select(interval => (interval.Name, interval.Location)), "mute time interval");
        Unique(others.Select(interval => (interval.Name, interval.Location)), "time interval", names);
        return [.. muting, .. others];
    }

    private HashSet<string> Unique(
        IEnumerable<(
            string Name, Model.Diagnostics.SourceLocation Place)> named, string what, HashSet<string>? taken = null)
    {
        taken ??= new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, place) in named)
        {
            if (name.Length > 0 && !taken.Add(name))
            {
                reading.Error(place, $"{what} {YamlScalars.Quote(name)} is not unique", "give it another name");
            }
        }

        return taken;
    }

    private void CheckUnbuilt(MappingReader mapping)
    {
        var shapes = new ShapeReader(reading, AlertmanagerShapes.Table);
        foreach (var section in new[] { "tracing", "event_recorder" })
        {
            if (mapping.Take(section) is { } node)
            {
                shapes.Check(node, section, section);
                reading.NotDone(node.Location, section);
            }
        }
    }
}
