using System.Text.Json;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;

namespace Belfry.Compatibility.Tests.Relabel;

/// <summary>Steps that the status page must show as they were written.</summary>
internal sealed class RelabelShownSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "relabel/yaml_roundtrip.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var step = "  - " + row.GetProperty("yaml").GetString()!.TrimEnd('\n').ReplaceLineEndings("\n    ") + "\n";
        var result = new ConfigurationLoader(new ConformanceFiles()).LoadPrometheus(
            "/prometheus.yml", $"scrape_configs:\n- job_name: j\n  relabel_configs:\n{step}");
        return result.Value is not { } config ? result.Render()
            : config.ToYaml().Contains(step, StringComparison.Ordinal) ? null
            : $"expected {step}\nactual   {config.ToYaml()}";
    }
}
