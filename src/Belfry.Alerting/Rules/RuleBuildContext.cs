using Belfry.Model;
using Belfry.Query.PromQL;

namespace Belfry.Alerting.Rules;

/// <summary>What rule files leave to the global configuration and to flags.</summary>
public sealed record RuleBuildContext
{
    /// <summary>The interval of groups that name none.</summary>
    public TimeSpan EvaluationInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The query offset of groups that name none.</summary>
    public TimeSpan QueryOffset { get; init; }

    /// <summary>Labels that every alert gets when it leaves this server, unless it has them.</summary>
    public Labels ExternalLabels { get; init; } = Labels.Empty;

    /// <summary>Where this server is reached from outside, without a slash at the end.</summary>
    public string ExternalUrl { get; init; } = "";

    /// <summary>Which parts of PromQL behind feature flags expressions may use.</summary>
    public PromQLFeatures Features { get; init; } = PromQLFeatures.Stable;
}
