using System.Collections.Frozen;
using Belfry.Model.Histograms;

namespace Belfry.Query.Functions;

/// <summary>The functions of single native histograms by name.</summary>
internal static class HistogramFunctions
{
    private static readonly FrozenDictionary<string, Func<FloatHistogram, double>> Functions =
        new Dictionary<string, Func<FloatHistogram, double>>
        {
            ["histogram_count"] = histogram => histogram.Count,
            ["histogram_sum"] = histogram => histogram.Sum,
            ["histogram_avg"] = histogram => histogram.Sum / histogram.Count,
            ["histogram_stdvar"] = Variance,
            ["histogram_stddev"] = histogram => Math.Sqrt(Variance(histogram)),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static bool TryFind(string name, out Func<FloatHistogram, double>? function) =>
        Functions.TryGetValue(name, out function);

    /// <summary>True for the functions that need no buckets.</summary>
    internal static bool IsOfTotals(string name) => name is "histogram_count" or "histogram_sum" or "histogram_avg";

    // Each observation is taken to be in the middle of its bucket: the geometric one where bounds grow exponentially.
    private static double Variance(FloatHistogram histogram)
    {
        var mean = histogram.Sum / histogram.Count;
        var squares = default(CompensatedSum);
        foreach (var bucket in histogram.EnumerateAll())
        {
            if (bucket.Count != 0)
            {
                var distance = Middle(histogram, bucket) - mean;
                squares.Add(bucket.Count * distance * distance);
            }
        }

        return (squares.Sum + squares.Lost) / histogram.Count;
    }

    private static double Middle(FloatHistogram histogram, HistogramBucket<double> bucket)
    {
        if (histogram.HasCustomBuckets)
        {
            return (bucket.Upper + bucket.Lower) / 2;
        }

        if (bucket.Lower <= 0 && bucket.Upper >= 0)
        {
            return 0;
        }

        var middle = Math.Sqrt(bucket.Upper * bucket.Lower);
        return bucket.Upper < 0 ? -middle : middle;
    }
}
