namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>The table <c>prom_parse_errors.json</c>.</summary>
internal sealed class TextFormatErrorsSuite() : ParseErrorsSuite(isOpenMetrics: false)
{
    /// <inheritdoc/>
    public override string Pattern => "exposition/prom_parse_errors.json";
}
