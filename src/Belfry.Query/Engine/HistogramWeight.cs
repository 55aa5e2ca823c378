using Belfry.Model.Histograms;

namespace Belfry.Query.Engine;

/// <summary>
/// What native histograms count for where samples in memory are counted: by size, a float with its time being one
/// sample of 16 bytes, as in Prometheus.
/// </summary>
internal static class HistogramWeight
{
    private const int TimeBytes = 8;
    private const int SampleBytes = 16;

    internal static int Samples(FloatHistogram histogram) => (histogram.SizeBytes() + TimeBytes) / SampleBytes;

    /// <summary>The same in the result of a single step, where Prometheus counts one and its size.</summary>
    internal static int InVector(FloatHistogram histogram) => 1 + (histogram.SizeBytes() / SampleBytes);

    /// <summary>What a row counts for beyond its number of values.</summary>
    internal static long Excess(HistogramRow? histograms)
    {
        var excess = 0L;
        for (var step = 0; histograms is { IsEmpty: false } && step < histograms.Steps; step++)
        {
            excess += histograms[step] is { } histogram ? Samples(histogram) - 1 : 0;
        }

        return excess;
    }
}
