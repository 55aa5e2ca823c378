using Belfry.Model;
using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Prometheus;

/// <summary>Targets that share labels.</summary>
public sealed record TargetGroupConfig
{
    /// <summary>Addresses, <c>host</c> or <c>host:port</c>, in the file's order.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Labels of every target of the group.</summary>
    public Labels Labels { get; init; } = Labels.Empty;

    /// <summary>Where the group is written.</summary>
    public SourceLocation Location { get; init; }
}
