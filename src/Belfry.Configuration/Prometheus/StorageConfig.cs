namespace Belfry.Configuration.Prometheus;

/// <summary>Settings of the store that can change while it runs.</summary>
public sealed record StorageConfig
{
    /// <summary>How far behind the newest sample an older one is still taken; zero for not at all.</summary>
    public TimeSpan OutOfOrderTimeWindow { get; init; }

    /// <summary>How much is kept; null when the command line decides.</summary>
    public RetentionConfig? Retention { get; init; }

    /// <summary>How many exemplars are kept in memory; zero or less for none.</summary>
    public long ExemplarsMax { get; init; } = 100_000;
}
