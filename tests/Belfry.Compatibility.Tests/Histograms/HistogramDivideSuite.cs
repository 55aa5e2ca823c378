using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Quotients of float histograms and numbers.</summary>
internal sealed class HistogramDivideSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/float_div.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        HistogramCells.Show(row[3].FloatHistogram()),
        HistogramCells.Show(row[1].FloatHistogram().Divide(row[2].Number()))));
}
