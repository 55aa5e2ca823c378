using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Counts of float histograms in a coarser schema.</summary>
internal sealed class FloatReductionSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/reduce_resolution_float.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var histogram = new FloatHistogram
        {
            Schema = row.GetProperty("schema").GetInt32(),
            PositiveSpans = row.Spans("spans"),
            PositiveBuckets = row.Numbers("buckets"),
        };
        var target = row.GetProperty("targetSchema").GetInt32();
        var expected = new FloatHistogram
        {
            Schema = target,
            PositiveSpans = row.Spans("expectedSpans"),
            PositiveBuckets = row.Numbers("expectedBuckets"),
        };
        return CaseTable.Difference(HistogramCells.Show(expected), HistogramCells.Show(histogram.ToSchema(target)));
    });
}
