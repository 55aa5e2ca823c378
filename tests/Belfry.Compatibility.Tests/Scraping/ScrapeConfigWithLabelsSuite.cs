using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>
/// Path, parameters and timeout of a scrape, said by the job, the target or relabelling: every row asks for the same
/// path with the same parameter in the same time.
/// </summary>
internal sealed class ScrapeConfigWithLabelsSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "scrape/scrape_config_with_labels.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var cell = row.GetProperty("cfg");
        var steps = cell.Find("RelabelConfigs") is { } list ? list.EnumerateArray().Select(Step).ToList() : [];
        var config = new ScrapeConfig
        {
            JobName = cell.FindText("JobName")!,
            MetricsPath = cell.FindText("MetricsPath")!,
            Scheme = cell.FindText("Scheme")!,
            ScrapeInterval = cell.GetProperty("ScrapeInterval").Span(),
            ScrapeTimeout = cell.GetProperty("ScrapeTimeout").Span(),
            Params =
            [
                .. cell.GetProperty("Params").EnumerateObject().Select(parameter =>
                    KeyValuePair.Create<string, IReadOnlyList<string>>(
                        parameter.Name, [.. parameter.Value.EnumerateArray().Select(value => value.GetString()!)])),
            ],
            RelabelConfigs = steps,
        };

        // The table's address is that of the test's own server.
        var labels = new LabelsBuilder();
        labels.Reset(row.GetProperty("targets")[0].GetProperty("Targets")[0].Labels());
        labels.Set("__address__", "host:80");
        TargetLabels.Discover(labels, config, labels.ToLabels(), Labels.Empty);
        var target = TargetLabels.Make(
            labels, labels.ToLabels(), config, Relabeling.Compile(steps, NameValidationScheme.Utf8), out var problem);
        return CaseTable.Difference(null, problem)
            ?? CaseTable.Difference(
                "http://host:80/metric-ok?param=value1 1.5", $"{target!.Url} {target.Timeout.TotalSeconds:0.0}");
    }

    private static RelabelConfig Step(JsonElement cell) => new()
    {
        TargetLabel = cell.FindText("TargetLabel")!,
        Replacement = cell.FindText("Replacement")!,
        Regex = "",
    };
}
