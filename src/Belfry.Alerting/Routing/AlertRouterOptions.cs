using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Alerting.Routing;

/// <summary>What an <see cref="AlertRouter"/> is told at its start; a reload does not change it.</summary>
public sealed record AlertRouterOptions
{
    /// <summary>The most alerts that are kept; further new ones are refused and counted.</summary>
    public int AlertCountMax { get; init; } = 1_000_000;

    /// <summary>The most groups; an alert that would need a further one is counted and not notified about.</summary>
    public int GroupCountMax { get; init; } = 1_000_000;

    /// <summary>How often resolved alerts, expired silences and old notification log entries are forgotten.</summary>
    public TimeSpan MaintenanceInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long resolved silences are kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromHours(120);

    /// <summary>How matchers are read, and which names labels may have: legacy ones only in classic mode.</summary>
    public MatcherSyntax MatcherSyntax { get; init; } = MatcherSyntax.Fallback;

    /// <summary>How long after the start the first notifications wait, so that all sources can report first.</summary>
    public TimeSpan DispatchStartDelay { get; init; }
}
