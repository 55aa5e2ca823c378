using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Ingestion.Scrape;

namespace Belfry.Compatibility.Tests.Interfaces;

/// <summary>URLs of targets as others reach them.</summary>
internal sealed class GlobalUrlSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "api/global_url.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var own = row[1];
        var options = new ScrapeOptions
        {
            ExternalUrl = new Uri($"{own.FindText("Scheme")}://{own.FindText("Host")}"),
            ListenAddress = own.FindText("ListenAddress")!,
        };
        return CaseTable.Difference(Url(row[2]), GlobalUrl.Of(Url(row[0]), options));
    });

    private static string Url(JsonElement cell) => cell.GetProperty("args")[1].GetString()!;
}
