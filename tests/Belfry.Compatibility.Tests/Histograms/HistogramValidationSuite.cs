using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>
/// What is wrong with integer histograms and, unless the row says not to, with the same ones as floats.
/// </summary>
internal sealed class HistogramValidationSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/validation.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var histogram = row.GetProperty("h").IntegerHistogram();
        var expected = row.FindText("errMsg");
        return CaseTable.Difference(expected, histogram.FindDefect())
            ?? (row.Is("skipFloat") ? null : CaseTable.Difference(expected, histogram.ToFloat().FindDefect()));
    });
}
