using Belfry.Configuration.Alertmanager.Matchers;
using Belfry.Configuration.Binding;
using Belfry.Configuration.Yaml;

namespace Belfry.Configuration.Alertmanager;

/// <summary>Reads the routing tree. Depth is bounded by the reader of YAML.</summary>
internal sealed class RouteReader(Reading reading, LoaderOptions options)
{
    private static readonly string[] MatcherKeys = ["matchers", "match", "match_re"];

    private readonly MatchersReader matchers = new(reading, options.MatcherSyntax);
    private readonly List<(string Name, Model.Diagnostics.SourceLocation Place)> receivers = [];
    private readonly List<(string Name, Model.Diagnostics.SourceLocation Place)> intervals = [];

    /// <summary>Reads the root, which has rules of its own.</summary>
    internal RouteConfig ReadRoot(YamlNode node)
    {
        var root = Read(node);
        var mapping = new MappingReader(new Reading(reading.File), node, "", "route");
        if (root.Receiver is null)
        {
            reading.Error(
                root.Location, "root route must specify a default receiver",
                "write `receiver` with a name of `receivers`");
        }

        if (root.Matchers.Count > 0)
        {
            var key = MatcherKeys.First(key => mapping.Take(key) is not null);
            reading.Error(
                mapping.PlaceOf(key), "root route must not have any matchers",
                "it takes every alert; put matchers into `routes` below it");
        }

        if (root.MuteTimeIntervals.Count > 0)
        {
            reading.Error(
                mapping.PlaceOf("mute_time_intervals"), "root route must not have any mute time intervals",
                "put them into `routes` below it");
        }

        if (root.ActiveTimeIntervals.Count > 0)
        {
            reading.Error(
                mapping.PlaceOf("active_time_intervals"), "root route must not have any active time intervals",
                "put them into `routes` below it");
        }

        if (root.Continue)
        {
            reading.Error(mapping.PlaceOf("continue"), "cannot have continue in root route", "remove the line");
        }

        return root;
    }

    /// <summary>Reports names that routes use and nobody defines.</summary>
    internal void CheckNames(IReadOnlySet<string> receiverNames, IReadOnlySet<string> intervalNames)
    {
        foreach (var (name, place) in receivers.Where(receiver => !receiverNames.Contains(receiver.Name)))
        {
            reading.Error(
                place, $"undefined receiver {YamlScalars.Quote(name)} used in route", Suggestion(
                    name, receiverNames, "receivers"));
        }

        foreach (var (name, place) in intervals.Where(interval => !intervalNames.Contains(interval.Name)))
        {
            reading.Error(
                place, $"undefined time interval {YamlScalars.Quote(name)} used in route",
                Suggestion(name, intervalNames, "time_intervals"));
        }
    }

    private static string Suggestion(string name, IEnumerable<string> names, string section) =>
        KeySuggestion.Nearest(name, names) is { } nearest ? $"did you mean `{nearest}`?" : $"define it in `{section}`";

    private RouteConfig Read(YamlNode node)
    {
        var mapping = new MappingReader(reading, node, "config.plain", "route");
        var receiver = mapping.Text("receiver");
        if (receiver.Length > 0)
        {
            receivers.Add((receiver, mapping.PlaceOf("receiver")));
        }

        var groupBy = ReadGroupBy(mapping, out var isAll);
        var labels = mapping.NamedTexts("labels");
        foreach (var label in labels.Where(
            label => !AlertmanagerMatchers.IsValidLabelName(label.Name, options.MatcherSyntax)))
        {
            reading.Error(label.Location, $"invalid label name {YamlScalars.Quote(label.Name)} in route labels");
        }

        var route = new RouteConfig
        {
            Receiver = receiver.Length > 0 ? receiver : null,
            GroupBy = groupBy,
            GroupByAll = isAll,
            Matchers = matchers.Read(mapping, ""),
            Continue = mapping.Flag("continue"),
            GroupWait = mapping.DurationOrNull("group_wait"),
            GroupInterval = ReadInterval(mapping, "group_interval"),
            RepeatInterval = ReadInterval(mapping, "repeat_interval"),
            MuteTimeIntervals = ReadIntervals(mapping, "mute_time_intervals"),
            ActiveTimeIntervals = ReadIntervals(mapping, "active_time_intervals"),
            Labels = labels,
            Routes = mapping.List("routes", "[]*config.Route", child => child.IsNull ? Empty(child) : Read(child)),
            Location = node.Location,
        };
        mapping.Close();
        return route;
    }

    private RouteConfig? Empty(YamlNode node)
    {
        reading.Error(node.Location, "empty or null route", "write the route's keys, or remove the dash");
        return null;
    }

    private static TimeSpan? ReadInterval(MappingReader mapping, string key)
    {
        var interval = mapping.DurationOrNull(key);
        if (interval == TimeSpan.Zero)
        {
            mapping.Error(key, $"{key} cannot be zero", "write a duration such as `5m`");
        }

        return interval;
    }

    private List<string> ReadIntervals(MappingReader mapping, string key)
    {
        var names = mapping.Texts(key).ToList();
        var items = mapping.Take(key)?.Items ?? [];
        intervals.AddRange(
            items.Where(item => item.Kind == YamlNodeKind.Scalar).Select(item => (item.Value, item.Location)));
        return names;
    }

    private List<string>? ReadGroupBy(MappingReader mapping, out bool isAll)
    {
        isAll = false;
        if (mapping.TextsOrNull("group_by") is not { } names)
        {
            return null;
        }

        var labels = new List<string>();
        foreach (var name in names)
        {
            if (name == "...")
            {
                isAll = true;
            }
            else if (!AlertmanagerMatchers.IsValidLabelName(name, options.MatcherSyntax))
            {
                mapping.Error("group_by", $"invalid label name {YamlScalars.Quote(name)} in group_by list");
            }
            else if (labels.Contains(name))
            {
                mapping.Error("group_by", $"duplicated label {YamlScalars.Quote(name)} in group_by");
            }
            else
            {
                labels.Add(name);
            }
        }

        if (isAll && labels.Count > 0)
        {
            mapping.Error(
                "group_by", "cannot have wildcard group_by (`...`) and other labels at the same time",
                "`...` groups by all labels already");
        }

        return isAll ? null : labels;
    }
}
