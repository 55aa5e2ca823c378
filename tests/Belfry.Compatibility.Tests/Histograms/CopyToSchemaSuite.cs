using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Float histograms in a coarser schema.</summary>
internal sealed class CopyToSchemaSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/float_copy_to_schema.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        HistogramCells.Show(row[3].FloatHistogram()),
        HistogramCells.Show(row[2].FloatHistogram().ToSchema(row[1].GetInt32()))));
}
