namespace Belfry.Tsdb.Changes;

/// <summary>
/// The version of the last change of stretches of equal length. There is room for a few thousand; a stretch takes the
/// place of one that lies a multiple of that before or behind it. Not thread-safe.
/// </summary>
/// <param name="widthMs">The length of a stretch.</param>
internal sealed class ChangeLevel(long widthMs)
{
    private const int Count = 4096;

    private readonly long[] stretches = new long[Count];
    private readonly long[] versions = new long[Count];

    // Of each place the last change of all stretches that lost it.
    private readonly long[] forgotten = new long[Count];

    /// <summary>The first time behind the stretch of a time.</summary>
    internal long EndOf(long timeMs)
    {
        var number = Number(timeMs);
        return number >= long.MaxValue / widthMs ? long.MaxValue : (number + 1) * widthMs;
    }

    /// <summary>Notes a change; returns the first time behind its stretch.</summary>
    internal long Stamp(long timeMs, long version)
    {
        var number = Number(timeMs);
        var place = (int)(number & (Count - 1));
        if (stretches[place] != number)
        {
            forgotten[place] = Math.Max(forgotten[place], versions[place]);
            stretches[place] = number;
            versions[place] = version;
        }

        // Changes may be announced in another order than they began.
        versions[place] = Math.Max(versions[place], version);
        return EndOf(timeMs);
    }

    /// <summary>The last change of a time's stretch, or a later one; zero when there was none.</summary>
    internal long VersionOf(long timeMs)
    {
        var number = Number(timeMs);
        var place = (int)(number & (Count - 1));
        return stretches[place] == number ? versions[place] : forgotten[place];
    }

    private long Number(long timeMs)
    {
        var number = timeMs / widthMs;
        return timeMs % widthMs < 0 ? number - 1 : number;
    }
}
