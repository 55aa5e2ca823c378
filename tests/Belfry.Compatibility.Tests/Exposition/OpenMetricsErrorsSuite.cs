namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>The table <c>om_parse_errors.json</c>.</summary>
internal sealed class OpenMetricsErrorsSuite() : ParseErrorsSuite(isOpenMetrics: true)
{
    /// <inheritdoc/>
    public override string Pattern => "exposition/om_parse_errors.json";
}
