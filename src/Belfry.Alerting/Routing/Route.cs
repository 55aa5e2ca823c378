using System.Text;
using Belfry.Model;
using Belfry.Model.Matching;

namespace Belfry.Alerting.Routing;

/// <summary>A node of the route tree with everything it inherits filled in. Immutable once built.</summary>
internal sealed class Route
{
    internal required string Receiver { get; init; }

    /// <summary>
    /// Names of the labels that make a group, as UTF-8 in order; not used when <see cref="IsGroupedByAll"/>.
    /// </summary>
    internal required IReadOnlyList<byte[]> GroupBy { get; init; }

    internal required bool IsGroupedByAll { get; init; }

    internal required TimeSpan GroupWait { get; init; }

    internal required TimeSpan GroupInterval { get; init; }

    internal required TimeSpan RepeatInterval { get; init; }

    internal required IReadOnlyList<string> MuteTimeIntervals { get; init; }

    internal required IReadOnlyList<string> ActiveTimeIntervals { get; init; }

    /// <summary>Route labels, parents' included; the values are templates.</summary>
    internal required IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; }

    /// <summary>What an alert must satisfy, sorted.</summary>
    internal required IReadOnlyList<LabelMatcher> Matchers { get; init; }

    /// <summary>True when routes after this one on its level are tried as well.</summary>
    internal required bool IsContinued { get; init; }

    /// <summary>The matchers from the root down: <c>{}/{severity="page"}</c>. Two routes may share one.</summary>
    internal required string Key { get; init; }

    /// <summary>The key with each route's place among its siblings: unique.</summary>
    internal required string Id { get; init; }

    internal IReadOnlyList<Route> Children { get; set; } = [];

    /// <summary>
    /// Appends the routes that take an alert with these labels, depth first from left to right: of every branch the
    /// deepest that matches. Nothing is appended when this route itself does not match.
    /// </summary>
    internal bool Match(Labels labels, List<Route> matched)
    {
        if (!AlertmanagerText.AllMatch(Matchers, labels))
        {
            return false;
        }

        var before = matched.Count;
        foreach (var child in Children)
        {
            if (child.Match(labels, matched) && !child.IsContinued)
            {
                break;
            }
        }

        if (matched.Count == before)
        {
            matched.Add(this);
        }

        return true;
    }

    /// <summary>The labels that name the group of an alert under this route.</summary>
    internal Labels GroupLabelsOf(Labels labels, LabelsBuilder builder)
    {
        if (IsGroupedByAll)
        {
            return labels;
        }

        builder.Clear();
        foreach (var name in GroupBy)
        {
            var value = labels.Get(name);
            if (!value.IsEmpty)
            {
                builder.Set(name, value);
            }
        }

        return builder.ToLabels();
    }

    /// <summary>The key of a group under this route, as receivers see it: <c>{}/{a="b"}:{alertname="X"}</c>.</summary>
    internal string GroupKey(Labels groupLabels)
    {
        var text = new StringBuilder(Key).Append(':');
        AlertmanagerText.AppendLabels(text, groupLabels);
        return text.ToString();
    }

    /// <summary>This route and all below it, depth first.</summary>
    internal IEnumerable<Route> Walk() => Children.SelectMany(child => child.Walk()).Prepend(this);
}
