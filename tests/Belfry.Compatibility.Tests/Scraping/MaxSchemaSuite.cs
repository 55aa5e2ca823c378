using System.Text.Json;
using Belfry.Ingestion.Scrape;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>The table <c>max_schema.json</c>.</summary>
internal sealed class MaxSchemaSuite : HistogramLimitsSuite
{
    /// <inheritdoc/>
    public override string Pattern => "scrape/max_schema.json";

    private protected override HistogramLimits Limits(JsonElement row) =>
        new(row.GetProperty("maxSchema").GetInt32(), bucketMax: 0);
}
