using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Counter resets between two float histograms.</summary>
internal sealed class DetectResetSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/float_detect_reset.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row[3].GetBoolean().ToString(), row[2].FloatHistogram().IsResetAfter(row[1].FloatHistogram()).ToString()));
}
