using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Query.Engine;

/// <summary>
/// One row of a matrix: floats, and native histograms at other times. <c>TimestampsMs[n]</c> strictly rising,
/// <c>Values[n]</c>, no stale markers; the same for histograms.
/// </summary>
/// <param name="Labels">Its labels.</param>
/// <param name="TimestampsMs">The times of floats in milliseconds.</param>
/// <param name="Values">The floats.</param>
public sealed record MatrixSeries(Labels Labels, ReadOnlyMemory<long> TimestampsMs, ReadOnlyMemory<double> Values)
{
    /// <summary>The times of histograms in milliseconds; empty when there are none.</summary>
    public ReadOnlyMemory<long> HistogramTimestampsMs { get; init; }

    /// <summary>The histograms.</summary>
    public ReadOnlyMemory<FloatHistogram> Histograms { get; init; }

    /// <summary>The number of points of either kind.</summary>
    public int PointCount => Values.Length + Histograms.Length;
}
