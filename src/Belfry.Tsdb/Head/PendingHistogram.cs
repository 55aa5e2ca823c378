using Belfry.Model.Histograms;

namespace Belfry.Tsdb.Head;

/// <summary>A native histogram of a batch that is not committed yet.</summary>
internal struct PendingHistogram
{
    internal HeadSeries Series;
    internal long TimeMs;
    internal NativeHistogram Histogram;
}
