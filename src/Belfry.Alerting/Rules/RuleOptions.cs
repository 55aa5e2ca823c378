namespace Belfry.Alerting.Rules;

/// <summary>How rules are evaluated; what Prometheus takes from its flags <c>--rules.*</c>.</summary>
public sealed record RuleOptions
{
    /// <summary>How long this server may have been down for pending alerts to keep the time they waited.</summary>
    public TimeSpan OutageTolerance { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a restored alert waits at least before it fires; shorter ones are not restored.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait at least before an alert is sent again.</summary>
    public TimeSpan ResendDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many groups may be evaluated at once; each has a thread of its own.</summary>
    public int ConcurrencyMax { get; init; } = 4;
}
