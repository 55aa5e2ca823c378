using Belfry.Configuration.Alertmanager.Matchers;

namespace Belfry.Configuration;

/// <summary>What a loader needs to know about the process that it loads for.</summary>
public sealed record LoaderOptions
{
    /// <summary>
    /// Gives environment variables for <c>external_labels</c>; null or empty for one that is not set.
    /// </summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>
    /// The kinds of service discovery that run here, as in <c>dns_sd_configs</c>; static lists always do. Others get
    /// a warning.
    /// </summary>
    public IReadOnlySet<string> DiscoveryKinds { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Receiver kinds beyond webhook, email and slack that can be sent to here, such as <c>pagerduty</c>. Others
    /// are an error, because an alert that silently goes nowhere is worse than a file that does not load.
    /// </summary>
    public IReadOnlySet<string> ReceiverKinds { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>How Alertmanager's matchers and label names are read.</summary>
    public MatcherSyntax MatcherSyntax { get; init; } = MatcherSyntax.Fallback;

    /// <summary>True for Prometheus's agent mode, in which alerting, rules and remote read do not exist.</summary>
    public bool IsAgent { get; init; }
}
