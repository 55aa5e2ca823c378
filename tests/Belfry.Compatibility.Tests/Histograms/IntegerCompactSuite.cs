using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Compact forms of integer histograms, some of them invalid.</summary>
internal sealed class IntegerCompactSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/int_compact.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        HistogramCells.Show(row[3].IntegerHistogram()),
        HistogramCells.Show(row[1].IntegerHistogram().Compact(row[2].GetInt32()))));
}
