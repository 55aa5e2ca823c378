namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>The table <c>label_limits.json</c>.</summary>
internal sealed class LabelLimitsSuite : LabellingRows
{
    /// <inheritdoc/>
    public override string Pattern => "scrape/label_limits.json";
}
