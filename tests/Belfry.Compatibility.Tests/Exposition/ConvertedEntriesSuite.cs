namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>The table of entries whose classic histograms were converted.</summary>
internal sealed class ConvertedEntriesSuite() : ParseEntriesSuite(ExpositionText.Converted)
{
    /// <inheritdoc/>
    public override string Pattern => "exposition/nhcb_on_om.json";
}
