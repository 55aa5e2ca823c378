namespace Belfry.Ingestion.Scrape;

/// <summary>
/// A run of scrapes of one target that could not be stored. It is told when it begins, once a minute while it lasts and
/// when it ends: a full disk concerns every target, and its log stands on a disk, too. Not thread-safe.
/// </summary>
internal sealed class StoreOutage
{
    private static readonly TimeSpan ToldEvery = TimeSpan.FromMinutes(1);

    private DateTimeOffset lastTold;

    /// <summary>The scrapes that were lost in the outage that goes on; zero when there is none.</summary>
    internal int MissedCount { get; private set; }

    /// <summary>Another scrape was lost; true when it is to be told.</summary>
    internal bool Miss(DateTimeOffset now)
    {
        var isTold = MissedCount++ == 0 || now - lastTold >= ToldEvery || now < lastTold;
        lastTold = isTold ? now : lastTold;
        return isTold;
    }

    /// <summary>A scrape was stored; returns how many were lost before it.</summary>
    internal int End()
    {
        var missed = MissedCount;
        MissedCount = 0;
        return missed;
    }
}
