using System.Text;
using System.Text.Json;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;

namespace Belfry.Compatibility.Tests.Relabel;

/// <summary>Steps that are or are not valid. A key that is absent from a row has no value, not its default.</summary>
internal sealed class RelabelValidateSuite : IConformanceSuite
{
    private static readonly string[] Texts = ["separator", "replacement", "target_label"];
    private static readonly string[] Others = ["source_labels", "regex", "modulus"];

    /// <inheritdoc/>
    public string Pattern => "relabel/relabel_validate.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => Verdict.Difference(
        new ConfigurationLoader(new ConformanceFiles()).LoadPrometheus("/prometheus.yml", Text(row)),
        row.FindText("error_contains") is { } error ? [error] : []));

    private static string Text(JsonElement row)
    {
        var config = row.GetProperty("config");
        var scheme = row.FindText("name_validation_scheme")!.StartsWith("Legacy", StringComparison.Ordinal)
            ? "legacy" : "utf8";
        var text = new StringBuilder("scrape_configs:\n- job_name: j\n  metric_name_validation_scheme: ").Append(scheme)
            .Append(scheme == "legacy" ? "\n  metric_name_escaping_scheme: underscores" : "")
            .Append("\n  relabel_configs:\n  - action: ").Append(Json(config, "action", "null"));
        foreach (var key in Texts)
        {
            text.Append("\n    ").Append(key).Append(": ").Append(Json(config, key, "\"\""));
        }

        foreach (var key in Others.Where(key => config.Find(key) is not null))
        {
            text.Append("\n    ").Append(key).Append(": ").Append(Json(config, key, ""));
        }

        return text.Append('\n').ToString();
    }

    // JSON is YAML.
    private static string Json(JsonElement config, string key, string absent) =>
        config.Find(key)?.GetRawText() ?? absent;
}
