namespace Belfry.Configuration.House;

/// <summary>When the journal is forced to the disk. Whatever is chosen, a killed process loses nothing.</summary>
public sealed record JournalConfig
{
    /// <summary>When.</summary>
    public JournalSyncMode Sync { get; init; } = JournalSyncMode.Interval;

    /// <summary>How often with <see cref="JournalSyncMode.Interval"/>: what a power cut loses at the most.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);
}
