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

    /// <summary>One more than the place of its native histogram in the batch's list; 0 for a float.</summary>
    internal int HistogramPlace;
    internal bool IsLate;
}
