using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>A sample that the journal told of, for the lane of its series.</summary>
internal struct ReplayedSample
{
    internal HeadSeries Series;
    internal long TimeMs;
    internal double Value;
    internal NativeHistogram? Histogram;
    internal bool IsLate;
}
