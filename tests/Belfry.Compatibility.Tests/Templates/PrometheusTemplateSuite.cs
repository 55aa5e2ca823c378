using System.Text.Json;
using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Prometheus;
using Belfry.Alerting.Templates.Values;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Templates;

/// <summary>Templates of rules and consoles, with their texts or errors.</summary>
internal sealed class PrometheusTemplateSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "templates/prometheus_template_cases.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var text = row.GetProperty("text").GetString()!;
        var options = row.Texts("options").Contains("missingkey=error", StringComparer.Ordinal)
            ? TemplateOptions.Default with { MissingKey = MissingKey.Error }
            : row.Texts("options").Contains("missingkey=zero", StringComparer.Ordinal)
            ? TemplateOptions.Default with { MissingKey = MissingKey.Zero }
            : TemplateOptions.Default;
        var set = TemplateSet.Empty(
            row.Is("html") ? PrometheusFunctions.ForConsoles : PrometheusFunctions.ForRules, options);
        var host = new PrometheusHost(
            _ => Samples(row.Find("queryResult")), new TimestampMs(1_353_755_652_000),
            "http://testhost:9090/path/prefix");

        // What has a value and no name is a sample.
        var input = row.Find("input");
        var data = input?.Find("Value") is { ValueKind: JsonValueKind.Object } histogram
            ? new QuerySampleValue(MapValue.OfTexts([]), TemplateInput.Histogram(histogram))
            : TemplateInput.Value(input);
        var outcome = row.Is("html")
            ? set.ExecuteHtmlString(text, data, "test", host)
            : set.ExecuteTextString(text, data, "test", host);
        return row.Is("shouldFail")
            ? ErrorDifference(row.GetProperty("errorMsg").GetString()!, outcome.Error)
            : CaseTable.Difference(row.FindText("output") ?? "", outcome.Text ?? "error: " + outcome.Error);
    }

    // The caller says which step failed; the engine's own words follow.
    private static string? ErrorDifference(string expected, string? error) =>
        error is not null && expected.EndsWith(error, StringComparison.Ordinal)
            ? null
            : $"expected {expected}\nactual   {error ?? "no error"}";

    private static IReadOnlyList<QuerySampleValue> Samples(JsonElement? result) => result switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(sample => new QuerySampleValue(
            MapValue.OfTexts(sample.GetProperty("Metric").Labels().ToPairs()), TemplateInput.SampleValue(sample)))],
        _ => [],
    };
}
