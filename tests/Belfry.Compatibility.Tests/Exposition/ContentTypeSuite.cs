using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Scrape;

namespace Belfry.Compatibility.Tests.Exposition;

/// <summary>Which parser reads an answer of some content type.</summary>
internal sealed class ContentTypeSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "exposition/content_type_negotiation.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var format = ContentNegotiation.Format(
            row.GetProperty("content_type").GetString()!, Protocol(row.FindText("fallback_scrape_protocol")),
            out var problem);
        var expected = row.GetProperty("parser").GetString() switch
        {
            "Nil" => "None",
            "Prom" => "Text",
            var name => name,
        };
        return CaseTable.Difference(expected, format.ToString())
            ?? CaseTable.ErrorDifference(row.FindText("error_contains"), problem);
    }

    private static ScrapeProtocol? Protocol(string? name) => name is null
        ? null
        : Enum.GetValues<ScrapeProtocol>().Single(protocol => string.Equals(
            protocol.ToString(), name.Replace(".", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
}
