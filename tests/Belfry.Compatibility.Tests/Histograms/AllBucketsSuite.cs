using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>
/// All buckets of float histograms by rising bounds: the negative ones, the zero bucket and the positive ones, as far
/// as the row has them, cut at the zero threshold.
/// </summary>
internal sealed class AllBucketsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/float_all_bucket_iterator.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var histogram = row.GetProperty("h").FloatHistogram();
        var actual = new List<string>();
        foreach (var bucket in histogram.EnumerateAll())
        {
            actual.Add(HistogramCells.Show(bucket));
        }

        return CaseTable.Difference(string.Join('\n', Expected(row, histogram)), string.Join('\n', actual));
    });

    private static List<string> Expected(JsonElement row, FloatHistogram histogram)
    {
        var expected = new List<string>();
        var hasZero = row.Is("includeZero");
        if (row.Is("includeNeg"))
        {
            foreach (var bucket in histogram.EnumerateNegativeReversed())
            {
                var upper = hasZero ? Math.Min(bucket.Upper, -histogram.ZeroThreshold) : bucket.Upper;
                expected.Add(HistogramCells.Show(bucket with { Upper = upper }));
            }
        }

        if (hasZero)
        {
            expected.Add(HistogramCells.Show(histogram.ZeroBucket()));
        }

        if (row.Is("includePos"))
        {
            foreach (var bucket in histogram.EnumeratePositive())
            {
                var lower = hasZero ? Math.Max(bucket.Lower, histogram.ZeroThreshold) : bucket.Lower;
                expected.Add(HistogramCells.Show(bucket with { Lower = lower }));
            }
        }

        return expected;
    }
}
