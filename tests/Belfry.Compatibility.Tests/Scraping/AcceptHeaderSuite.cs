using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Scrape;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>What a target is asked for, by formats and escaping.</summary>
internal sealed class AcceptHeaderSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "scrape/accept_header.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.FindText("expectedHeader"),
        ContentNegotiation.Accept(
            [.. row.Texts("scrapeProtocols").Select(Protocol)], Scheme(row.FindText("scheme")!))));

    private static ScrapeProtocol Protocol(string name) => Enum.GetValues<ScrapeProtocol>().Single(
        protocol => protocol.ToString() == name.Replace(".", "", StringComparison.Ordinal));

    private static NameEscapingScheme Scheme(string name) => name switch
    {
        "underscores" => NameEscapingScheme.Underscores,
        "dots" => NameEscapingScheme.Dots,
        "values" => NameEscapingScheme.Values,
        _ => NameEscapingScheme.AllowUtf8,
    };
}
