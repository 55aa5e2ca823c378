using Belfry.Model.Diagnostics;

namespace Belfry.Configuration.Prometheus;

/// <summary>One relabelling step. Valid: the regex parses, and the fields that the action needs are there.</summary>
public sealed record RelabelConfig
{
    /// <summary>The labels whose values are joined.</summary>
    public IReadOnlyList<string> SourceLabels { get; init; } = [];

    /// <summary>What joins the values.</summary>
    public string Separator { get; init; } = ";";

    /// <summary>The label that is written or compared; may be a template of the regex's groups for replace.</summary>
    public string TargetLabel { get; init; } = "";

    /// <summary>The expression, anchored by whoever compiles it.</summary>
    public string Regex { get; init; } = "(.*)";

    /// <summary>The modulus of <see cref="RelabelAction.HashMod"/>.</summary>
    public ulong Modulus { get; init; }

    /// <summary>The replacement, a template of the regex's groups.</summary>
    public string Replacement { get; init; } = "$1";

    /// <summary>What the step does.</summary>
    public RelabelAction Action { get; init; }

    /// <summary>Where the step is written.</summary>
    public SourceLocation Location { get; init; }
}
