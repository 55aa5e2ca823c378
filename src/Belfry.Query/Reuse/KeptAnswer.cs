using Belfry.Query.Engine;

namespace Belfry.Query.Reuse;

/// <summary>The answer of a range query as it was at a version of the store. Immutable.</summary>
/// <param name="steps">Its steps.</param>
/// <param name="value">The answer.</param>
/// <param name="version">It is what a query found that read this version before it began.</param>
/// <param name="dependence">What each step depends on.</param>
/// <param name="isFromTiers">
/// Whether remarks tell from which tiers it comes. They depend on all that is asked for, so they are made anew.
/// </param>
internal sealed class KeptAnswer(
    StepGrid steps, MatrixValue value, long version, StepDependence dependence, bool isFromTiers)
{
    private const int SeriesSizeBytes = 200;
    private const int PointSizeBytes = 16;
    private const int HistogramSizeBytes = 200;

    internal StepGrid Steps => steps;

    internal MatrixValue Value => value;

    internal long Version => version;

    internal StepDependence Dependence => dependence;

    internal bool IsFromTiers => isFromTiers;

    /// <summary>About how much memory it takes.</summary>
    internal long SizeBytes { get; } = Size(value);

    private static long Size(MatrixValue value)
    {
        long size = SeriesSizeBytes;
        foreach (var series in value.Series)
        {
            size += SeriesSizeBytes + series.Labels.Canonical.Length
                + (ResultSeries.Weight(series) * PointSizeBytes)
                + ((long)series.Histograms.Length * HistogramSizeBytes);
        }

        return size;
    }
}
