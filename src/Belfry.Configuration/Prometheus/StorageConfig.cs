namespace Belfry.Configuration.Prometheus;

/// <summary>Settings of the store that can change while it runs.</summary>
public sealed record StorageConfig
{
    /// <summary>How far behind the newest sample an older one is still taken; zero for not at all.</summary>
    public TimeSpan OutOfOrderTimeWindow { get; init; }

    /// <summary>How long samples are kept; null when the command line decides.</summary>
    public TimeSpan? RetentionTime { get; init; }

    /// <summary>How many bytes are kept; null when the command line decides.</summary>
    public ByteSize? RetentionSize { get; init; }

    /// <summary>How many per cent of the disk are kept; null for no such limit.</summary>
    public double? RetentionPercentage { get; init; }

    /// <summary>How many exemplars are kept in memory.</summary>
    public long ExemplarsMax { get; init; } = 100_000;
}
