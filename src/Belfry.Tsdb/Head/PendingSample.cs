namespace Belfry.Tsdb.Head;

/// <summary>A sample of a batch that is not committed yet.</summary>
internal struct PendingSample
{
    internal HeadSeries Series;
    internal long TimeMs;
    internal double Value;
}
