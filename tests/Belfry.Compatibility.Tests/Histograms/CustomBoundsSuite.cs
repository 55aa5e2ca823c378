using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Whether custom bounds are the same.</summary>
internal sealed class CustomBoundsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/custom_bounds_match.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.Is("want").ToString(), CustomBounds.AreEqual(row.Numbers("c1"), row.Numbers("c2")).ToString()));
}
