using System.Text.Json;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>Targets that relabelling takes their address from.</summary>
internal sealed class TargetsKeepDropSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "scrape/targets_label_keep_drop.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var loaded = new ConfigurationLoader(new ConformanceFiles())
            .LoadPrometheus("prometheus.yml", row.FindText("cfgText")!);
        if (loaded.Value is null)
        {
            return loaded.Render();
        }

        var job = loaded.Value.ScrapeConfigs[0];
        var labels = new LabelsBuilder();
        TargetLabels.Discover(labels, job, row.GetProperty("targets")[0].Labels(), Labels.Empty);
        var target = TargetLabels.Make(
            labels,
            labels.ToLabels(),
            job,
            Relabeling.Compile(job.RelabelConfigs, job.MetricNameValidationScheme),
            out _);
        return CaseTable.Difference(row.Is("shouldDropTarget").ToString(), (target is null).ToString());
    }
}
