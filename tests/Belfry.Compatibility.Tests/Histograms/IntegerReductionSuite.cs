using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Differences of integer histograms in a coarser schema.</summary>
internal sealed class IntegerReductionSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/reduce_resolution_int.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var histogram = new IntegerHistogram
        {
            Schema = row.GetProperty("schema").GetInt32(),
            PositiveSpans = row.Spans("spans"),
            PositiveDeltas = row.Integers("buckets"),
        };
        var target = row.GetProperty("targetSchema").GetInt32();
        var expected = new IntegerHistogram
        {
            Schema = target,
            PositiveSpans = row.Spans("expectedSpans"),
            PositiveDeltas = row.Integers("expectedBuckets"),
        };
        return CaseTable.Difference(HistogramCells.Show(expected), HistogramCells.Show(histogram.ToSchema(target)));
    });
}
