namespace Belfry.Tsdb;

/// <summary>
/// How much a store keeps; what is beyond any limit is dropped a block at a time, oldest first. Immutable. The default
/// keeps everything.
/// </summary>
public sealed record RetentionLimits
{
    /// <summary>Samples this much older than the newest block's end are dropped; null keeps all.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The bytes that the blocks and the journal may have together; null for any number.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>The share of the disk that <see cref="SizeBytes"/> was computed from, in per cent; 0 for none. Only
    /// told, not obeyed.</summary>
    public double DiskPercentage { get; init; }
}
