namespace Belfry.Storage.Journal;

/// <summary>When written records are forced to the disk. Each choice survives a killed process without loss.</summary>
public enum JournalSync
{
    /// <summary>At the end of a segment and on close; the operating system decides the rest.</summary>
    SegmentEnd,

    /// <summary>As <see cref="SegmentEnd"/>, and whenever the owner calls <see cref="JournalLog.Sync"/> on its
    /// clock.</summary>
    Interval,

    /// <summary>Before a commit returns: a power cut loses nothing that was acknowledged.</summary>
    EveryCommit,
}
