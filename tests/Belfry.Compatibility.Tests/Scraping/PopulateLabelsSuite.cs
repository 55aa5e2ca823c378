using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>The labels of a target from what was discovered and from its job.</summary>
internal sealed class PopulateLabelsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "scrape/populate_labels.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var cell = row.GetProperty("cfg");
        if (cell.Find("RelabelConfigs") is not null)
        {
            return "relabelling in this table is not read";
        }

        var config = new ScrapeConfig
        {
            JobName = cell.FindText("JobName") ?? "",
            MetricsPath = cell.FindText("MetricsPath") ?? "",
            Scheme = cell.FindText("Scheme") ?? "",
            ScrapeInterval = cell.Find("ScrapeInterval")?.Span() ?? TimeSpan.Zero,
            ScrapeTimeout = cell.Find("ScrapeTimeout")?.Span() ?? TimeSpan.Zero,
            ConvertClassicHistogramsToNhcb = IsTrue(cell.Find("ConvertClassicHistogramsToNHCB")),
            AlwaysScrapeClassicHistograms = IsTrue(cell.Find("AlwaysScrapeClassicHistograms")),
            ScrapeNativeHistograms = IsTrue(cell.Find("ScrapeNativeHistograms")),
        };
        var labels = new LabelsBuilder();
        TargetLabels.Discover(labels, config, row.GetProperty("in").Labels(), Labels.Empty);
        var discovered = labels.ToLabels();
        var populated = TargetLabels.Populate(
            labels, Relabeling.Compile([], NameValidationScheme.Utf8), out _, out _, out var problem);
        return CaseTable.Difference(row.FindText("err"), problem)
            ?? (problem is not null ? null : CaseTable.Difference(
                    row.GetProperty("resOrig").Labels().ToString(), discovered.ToString())
                ?? CaseTable.Difference(row.GetProperty("res").Labels().ToString(), populated?.ToString()));
    }

    // A pointer to a truth value, as the original makes it.
    private static bool IsTrue(JsonElement? cell) => cell is { ValueKind: JsonValueKind.Object } call
        ? call.GetProperty("args")[0].GetBoolean()
        : cell is { ValueKind: JsonValueKind.True };
}
