using System.Text.Json;
using Belfry.Ingestion.Scrape;
using Belfry.Model.Histograms;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>The table <c>bucket_limit.json</c>.</summary>
internal sealed class BucketLimitSuite : HistogramLimitsSuite
{
    /// <inheritdoc/>
    public override string Pattern => "scrape/bucket_limit.json";

    private protected override HistogramLimits Limits(JsonElement row) =>
        new(HistogramSchema.ExponentialMax, row.GetProperty("limit").GetInt32());
}
