namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>The tables <c>om_parse*.json</c> of entries.</summary>
internal sealed class OpenMetricsEntriesSuite() : ParseEntriesSuite(ExpositionText.OpenMetrics)
{
    /// <inheritdoc/>
    public override string Pattern => "exposition/om_parse.json";
}
