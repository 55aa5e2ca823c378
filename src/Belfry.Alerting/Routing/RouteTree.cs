using System.Globalization;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;

namespace Belfry.Alerting.Routing;

/// <summary>The routes of a configuration with inheritance done. Immutable; the root takes every alert.</summary>
internal sealed class RouteTree
{
    private RouteTree(Route root)
    {
        Root = root;
        All = [.. root.Walk()];
    }

    internal Route Root { get; }

    /// <summary>Every route, depth first.</summary>
    internal IReadOnlyList<Route> All { get; }

    /// <summary>The tree of a valid configuration.</summary>
    internal static RouteTree Build(RouteConfig config) => new(Build(config, null, 0));

    /// <summary>The routes that take an alert with these labels, in order; never empty.</summary>
    internal void Match(Labels labels, List<Route> matched)
    {
        matched.Clear();
        Root.Match(labels, matched);
    }

    private static Route Build(RouteConfig config, Route? parent, int place)
    {
        var matchers = config.Matchers.ToList();
        matchers.Sort(AlertmanagerText.Compare);
        var matcherText = AlertmanagerText.Matchers(matchers);
        var route = new Route
        {
            Receiver = string.IsNullOrEmpty(config.Receiver) ? parent?.Receiver ?? "" : config.Receiver,
            GroupBy = config.GroupBy is { } names ? Utf8(names) : parent?.GroupBy ?? [],
            IsGroupedByAll = config.GroupByAll || (config.GroupBy is null && parent is { IsGroupedByAll: true }),
            GroupWait = config.GroupWait ?? parent?.GroupWait ?? TimeSpan.FromSeconds(30),
            GroupInterval = config.GroupInterval ?? parent?.GroupInterval ?? TimeSpan.FromMinutes(5),
            RepeatInterval = config.RepeatInterval ?? parent?.RepeatInterval ?? TimeSpan.FromHours(4),
            MuteTimeIntervals = config.MuteTimeIntervals,
            ActiveTimeIntervals = config.ActiveTimeIntervals,
            Labels = Merge(parent?.Labels ?? [],
                config.Labels.Select(label => new KeyValuePair<string, string>(label.Name, label.Text))),
            Matchers = matchers,
            IsContinued = config.Continue,
            Key = parent is null ? matcherText : $"{parent.Key}/{matcherText}",
            Id = parent is null
                ? matcherText
                : string.Create(CultureInfo.InvariantCulture, $"{parent.Id}/{matcherText}/{place}"),
        };
        route.Children = [.. config.Routes.Select((child, index) => Build(child, route, index))];
        return route;
    }

    private static byte[][] Utf8(IReadOnlyList<string> names)
    {
        var bytes = names.Distinct(StringComparer.Ordinal).Select(System.Text.Encoding.UTF8.GetBytes).ToArray();
        Array.Sort(bytes, (left, right) => left.AsSpan().SequenceCompareTo(right));
        return bytes;
    }

    private static KeyValuePair<string, string>[] Merge(
        IReadOnlyList<KeyValuePair<string, string>> parent, IEnumerable<KeyValuePair<string, string>> own)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in parent.Concat(own))
        {
            merged[name] = text;
        }

        return [.. merged];
    }
}
