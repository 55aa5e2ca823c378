using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>Upper bounds of exponential buckets, to the last bit.</summary>
internal sealed class ExponentialBoundsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/bounds_exponential.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        FloatText.General(row.GetProperty("want").Number()),
        FloatText.General(BucketBounds.Exponential(
            row.GetProperty("idx").GetInt32(), row.GetProperty("schema").GetInt32()))));
}
