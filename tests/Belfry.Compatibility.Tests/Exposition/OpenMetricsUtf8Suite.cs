namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>The table <c>om_parse_utf8.json</c>.</summary>
internal sealed class OpenMetricsUtf8Suite() : ParseEntriesSuite(ExpositionText.OpenMetrics)
{
    /// <inheritdoc/>
    public override string Pattern => "exposition/om_parse_utf8.json";
}
