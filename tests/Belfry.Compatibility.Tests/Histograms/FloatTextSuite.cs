using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Float histograms as texts.</summary>
internal sealed class FloatTextSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/float_string.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(
        path, row => CaseTable.Difference(row[2].GetString(), row[1].FloatHistogram().ToString()));
}
