namespace Belfry.Tsdb.Head;

/// <summary>
/// A sample that the journal told of, for the lane of its series. Without references, so that a batch of them is
/// nothing to the garbage collector.
/// </summary>
internal struct ReplayedSample
{
    internal long TimeMs;
    internal double Value;
    internal uint Id;
    private int rest;

    /// <summary>One more than the place of its native histogram in the batch's list; 0 for a float.</summary>
    internal int HistogramPlace
    {
        readonly get => rest >> 1;
        set => rest = (value << 1) | (rest & 1);
    }

    internal bool IsLate
    {
        readonly get => (rest & 1) != 0;
        set => rest = (rest & ~1) | (value ? 1 : 0);
    }
}
