using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Alertmanager;

/// <summary>A named set of times; a moment is inside when any of the periods contains it.</summary>
public sealed record TimeIntervalConfig
{
    /// <summary>The name that routes use.</summary>
    public required string Name { get; init; }

    /// <summary>The periods.</summary>
    public IReadOnlyList<TimePeriodConfig> Periods { get; init; } = [];

    /// <summary>Where the interval is written.</summary>
    public SourceLocation Location { get; init; }
}
