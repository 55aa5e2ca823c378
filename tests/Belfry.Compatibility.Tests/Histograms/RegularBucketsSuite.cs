using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>The buckets of both sides of integer histograms.</summary>
internal sealed class RegularBucketsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/int_regular_iterator.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var histogram = row.GetProperty("histogram").IntegerHistogram();
        return CaseTable.Difference(row.Shown("expectedPositiveBuckets"), Show(histogram.EnumeratePositive()))
            ?? CaseTable.Difference(row.Shown("expectedNegativeBuckets"), Show(histogram.EnumerateNegative()));
    });

    private static string Show(IntegerBucketEnumerator buckets)
    {
        var lines = new List<string>();
        foreach (var bucket in buckets)
        {
            lines.Add(HistogramCells.Show(bucket));
        }

        return string.Join('\n', lines);
    }
}
