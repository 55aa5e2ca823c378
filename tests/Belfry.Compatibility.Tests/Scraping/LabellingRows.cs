using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;
using Belfry.Encoding.Exposition;
using Belfry.Ingestion.Relabel;
using Belfry.Ingestion.Scrape;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Scraping;

/// <summary>One scraped series with its target's labels.</summary>
internal abstract class LabellingRows : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var text = row.FindText("scrapeText") ?? row.FindText("exposedLabels")
            ?? row.GetProperty("scrapeLabels").GetString()!;
        var limits = row.Find("labelLimits");
        var config = new ScrapeConfig
        {
            JobName = "j",
            HonorLabels = row.Is("honorLabels"),
            Limits = new ScrapeLimits
            {
                Labels = Limit(limits, "labelLimit"),
                LabelNameLength = Limit(limits, "labelNameLengthLimit"),
                LabelValueLength = Limit(limits, "labelValueLengthLimit"),
            },
        };
        var reader = new TextExpositionReader(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
        if (reader.Read() != ExpositionEntry.Series)
        {
            return reader.Error?.Message ?? "no series";
        }

        var labels = new LabelsBuilder();
        var target = row.Find("discoveryLabels") ?? row.Find("targetLabels");
        new SeriesLabeller(
            target?.Labels() ?? Labels.Empty, config, Relabeling.Compile([], NameValidationScheme.Utf8))
            .Label(reader.SeriesText, reader.DeclaredType, labels, out var problem);
        var expected = row.Find("expLset") ?? row.Find("expected");
        return expected is { } set
            ? CaseTable.Difference(set.Labels().ToString(), problem ?? labels.ToLabels().ToString())
            : CaseTable.Difference(row.Is("expectErr").ToString(), (problem is not null).ToString());
    }

    private static uint Limit(JsonElement? limits, string name) => limits?.Find(name)?.GetUInt32() ?? 0;
}
