using Belfry.Compatibility.Tests.Tables;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>The resolution that a growth factor stands for.</summary>
internal sealed class PickSchemaSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "scrape/pick_schema.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.GetProperty("schema").ToString(),
        $"{HistogramSchema.ForGrowthFactor(row.GetProperty("factor").Number())}"));
}
