using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;

namespace Belfry.Compatibility.Tests.Relabel;

/// <summary>Target labels with variables that legacy names allow.</summary>
internal sealed class TargetLabelSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "relabel/target_label_legacy_validity.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row => CaseTable.Difference(
        row.GetProperty("valid_legacy").GetBoolean().ToString(),
        RelabelReader.IsValidLegacyTemplate(row.GetProperty("target_label").GetString()!).ToString()));
}
