using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration;
using Belfry.Model.Diagnostics;

namespace Belfry.Compatibility.Tests.Configuration;

/// <summary>
/// Rule files with one YAML document and with more. The table's note says that more is an error; Prometheus 3.14 takes
/// the first document and warns (<c>model/rulefmt/rulefmt.go</c>), and promtool 2.42 finds one rule and succeeds.
/// </summary>
internal sealed class MultiDocumentSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "rules/rulefmt-multidoc.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(path));
        var loader = new ConfigurationLoader(new ConformanceFiles());
        return CaseTable.RunRows(
            table.RootElement.GetProperty("cases").EnumerateObject(),
            row => Check(loader.LoadRuleFile("rules.yml", row.Value.GetString()!), isSingle: row.Name == "valid"),
            row => row.Name);
    }

    private static string? Check<T>(LoadResult<T> result, bool isSingle)
        where T : class
    {
        var isWarned = result.Diagnostics.Any(found => found.Severity == DiagnosticSeverity.Warning
            && found.Message.Contains("only the first document is processed", StringComparison.Ordinal));
        return result.IsValid && isWarned != isSingle ? null : $"{result.IsValid} {result.Render()}";
    }
}
