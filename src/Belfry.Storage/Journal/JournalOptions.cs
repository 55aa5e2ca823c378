namespace Belfry.Storage.Journal;

/// <summary>How a journal is kept.</summary>
public sealed record JournalOptions
{
    /// <summary>A segment is closed before it would grow beyond this; a single larger commit gets one of its
    /// own.</summary>
    public long SegmentSizeBytesMax { get; init; } = 128L << 20;

    /// <summary>When records are forced to the disk.</summary>
    public JournalSync Sync { get; init; } = JournalSync.Interval;
}
