namespace Belfry.Configuration.House;

/// <summary>When a journal is forced to the disk.</summary>
public enum JournalSyncMode
{
    /// <summary><c>interval</c>: every few seconds.</summary>
    Interval,

    /// <summary><c>every_commit</c>: before a scrape or a write is acknowledged.</summary>
    EveryCommit,
}
