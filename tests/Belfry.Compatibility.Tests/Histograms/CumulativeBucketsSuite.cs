using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>The cumulative buckets of integer histograms.</summary>
internal sealed class CumulativeBucketsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/int_cumulative_iterator.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var lines = new List<string>();
        foreach (var bucket in row.GetProperty("histogram").IntegerHistogram().EnumerateCumulative())
        {
            lines.Add(HistogramCells.Show(bucket));
        }

        return CaseTable.Difference(row.Shown("expectedBuckets"), string.Join('\n', lines));
    });
}
