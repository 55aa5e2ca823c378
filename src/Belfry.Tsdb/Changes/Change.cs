namespace Belfry.Tsdb.Changes;

/// <summary>
/// A change of samples that is under way: announced, and complete once it is disposed. One thread, and a variable of
/// its own, for it remembers. The default value is no change.
/// </summary>
internal struct Change(ChangeRecord record, long version) : IDisposable
{
    private readonly ChangeRecord? record = record;

    // The minute that was noted last: samples of a batch mostly share one.
    private long notedEndMs = long.MinValue;

    /// <summary>Says that a sample at this time comes, goes or becomes another.</summary>
    internal void Touches(long timeMs)
    {
        if (timeMs >= notedEndMs || timeMs < notedEndMs - ChangeRecord.MinuteMs)
        {
            notedEndMs = record?.Stamp(version, timeMs) ?? notedEndMs;
        }
    }

    /// <summary>Says that whoever opens a view from now on sees all of it.</summary>
    public readonly void Dispose() => record?.End(version);
}
