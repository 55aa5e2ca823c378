namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>The tables <c>prom_parse*.json</c> of entries.</summary>
internal sealed class TextFormatEntriesSuite() : ParseEntriesSuite(ExpositionText.Prometheus)
{
    /// <inheritdoc/>
    public override string Pattern => "exposition/prom_parse.json";
}
