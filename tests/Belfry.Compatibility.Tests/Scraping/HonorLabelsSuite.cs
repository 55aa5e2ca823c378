namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>The table <c>honor_labels.json</c>.</summary>
internal sealed class HonorLabelsSuite : LabellingRows
{
    /// <inheritdoc/>
    public override string Pattern => "scrape/honor_labels.json";
}
