using System.Text.Json;
using System.Text.Unicode;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>Label sets that the legacy names allow, by the rules that configuration and ingestion share.</summary>
internal sealed class LabelsValidSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "labels/labels_is_valid.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.GetProperty("expected").GetBoolean().ToString(),
        row.GetProperty("input").EnumerateObject().All(IsValid).ToString()));

    private static bool IsValid(JsonProperty label) => label.Name == "__name__"
        ? LabelRules.IsValidMetricName(label.Value.GetString()!, NameValidationScheme.Legacy)
        : LabelRules.IsValidName(label.Name, NameValidationScheme.Legacy) && Utf8.IsValid(label.Value.Bytes());
}
