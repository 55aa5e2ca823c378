namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>The table <c>conflicting_prefixed_labels.json</c>.</summary>
internal sealed class ConflictingLabelsSuite : LabellingRows
{
    /// <inheritdoc/>
    public override string Pattern => "scrape/conflicting_prefixed_labels.json";
}
