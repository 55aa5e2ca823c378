using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Integer histograms as texts.</summary>
internal sealed class IntegerTextSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/int_string.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.FindText("expectedString"), row.GetProperty("histogram").IntegerHistogram().ToString()));
}
