using Belfry.Model.Diagnostics;
using Belfry.Model.Matching;

namespace Belfry.Configuration.Alertmanager;

/// <summary>
/// One node of the routing tree, as written: null means inherited from the parent, which the router does.
/// </summary>
public sealed record RouteConfig
{
    /// <summary>The receiver's name; null to inherit. Never null at the root.</summary>
    public string? Receiver { get; init; }

    /// <summary>
    /// The labels to group by; null to inherit, empty for one group. Not set when <see cref="GroupByAll"/>.
    /// </summary>
    public IReadOnlyList<string>? GroupBy { get; init; }

    /// <summary>True to group by all labels (<c>group_by: ['...']</c>), every alert on its own.</summary>
    public bool GroupByAll { get; init; }

    /// <summary>
    /// All matchers, of <c>match</c>, <c>match_re</c> and <c>matchers</c>, sorted by name, value and operator.
    /// </summary>
    public IReadOnlyList<LabelMatcher> Matchers { get; init; } = [];

    /// <summary>True to try the siblings that follow after this route matched.</summary>
    public bool Continue { get; init; }

    /// <summary>How long a new group waits; null to inherit (30 s at the root).</summary>
    public TimeSpan? GroupWait { get; init; }

    /// <summary>
    /// Time between notifications of a group that changed; null to inherit (5 min at the root); never zero.
    /// </summary>
    public TimeSpan? GroupInterval { get; init; }

    /// <summary>
    /// Time between notifications of a group that did not change; null to inherit (4 h at the root); never zero.
    /// </summary>
    public TimeSpan? RepeatInterval { get; init; }

    /// <summary>Names of the time intervals in which nothing is sent.</summary>
    public IReadOnlyList<string> MuteTimeIntervals { get; init; } = [];

    /// <summary>Names of the time intervals outside which nothing is sent; empty for always.</summary>
    public IReadOnlyList<string> ActiveTimeIntervals { get; init; } = [];

    /// <summary>Labels of the route itself, for templates; merged with the parent's by the router.</summary>
    public IReadOnlyList<NamedText> Labels { get; init; } = [];

    /// <summary>The routes below, in order.</summary>
    public IReadOnlyList<RouteConfig> Routes { get; init; } = [];

    /// <summary>Where the route is written.</summary>
    public SourceLocation Location { get; init; }
}
