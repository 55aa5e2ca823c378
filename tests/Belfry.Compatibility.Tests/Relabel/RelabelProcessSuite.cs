using System.Text.Json;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;
using Belfry.Ingestion.Relabel;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Relabel;

/// <summary>Label sets through relabelling steps.</summary>
internal sealed class RelabelProcessSuite : IConformanceSuite
{
    private static readonly RelabelConfig Default = new();

    /// <inheritdoc/>
    public string Pattern => "relabel/relabel_process.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var steps = row.GetProperty("relabel_configs").EnumerateArray().Select(Step).ToList();
        var labels = new LabelsBuilder();
        labels.Reset(row.GetProperty("input").Labels());
        var isKept = Relabeling.Compile(steps, NameValidationScheme.Utf8).Apply(labels);
        return CaseTable.Difference(
            row.Is("drop") ? "dropped" : row.GetProperty("output").Labels().ToString(),
            isKept ? labels.ToLabels().ToString() : "dropped");
    }

    private static RelabelConfig Step(JsonElement cell) => new()
    {
        SourceLabels = cell.Texts("source_labels"),
        Separator = cell.FindText("separator") is { Length: > 0 } separator ? separator : Default.Separator,
        TargetLabel = cell.FindText("target_label") ?? "",
        Regex = cell.FindText("regex") ?? Default.Regex,
        Modulus = cell.Find("modulus")?.GetUInt64() ?? 0,
        Replacement = cell.FindText("replacement") is { Length: > 0 } replacement ? replacement : Default.Replacement,
        Action = Enum.Parse<RelabelAction>(cell.FindText("action") ?? "replace", ignoreCase: true),
    };
}
