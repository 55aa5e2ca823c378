using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Compact forms of float histograms, some of them invalid.</summary>
internal sealed class FloatCompactSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/float_compact.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        HistogramCells.Show(row[3].FloatHistogram()),
        HistogramCells.Show(row[1].FloatHistogram().Compact(row[2].GetInt32()))));
}
