using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Histograms;

/// <summary>The share of a bucket below a value; the original allows for a difference, too.</summary>
internal sealed class BucketFractionSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "histogram/bucket_fraction_below.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var fraction = row.GetProperty("bucket").Bucket()
            .FractionBelow(row.GetProperty("v").Number(), row.Is("linear"));
        return Math.Abs(fraction - row.GetProperty("want").Number()) <= 1e-12 ? null : $"{fraction}";
    });
}
