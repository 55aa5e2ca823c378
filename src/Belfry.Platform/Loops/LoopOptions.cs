namespace Belfry.Platform.Loops;

/// <summary>How a <see cref="Loop"/> runs.</summary>
public sealed record LoopOptions
{
    /// <summary>A stable name for logs and metrics, such as <c>tsdb_compaction</c>.</summary>
    public required string Name { get; init; }

    /// <summary>From one run's due time to the next; positive.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>From the start to the first run; seed it so that many loops do not run at once.</summary>
    public TimeSpan FirstRunAfter { get; init; }
}
