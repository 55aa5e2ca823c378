using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Prometheus;

namespace Belfry.Compatibility.Tests.Labelling;

/// <summary>Names that metrics may have.</summary>
internal sealed class MetricNameSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public string Pattern => "common/metric_name_valid.json";

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, row =>
    {
        var name = row.FindText("mn") ?? "";
        return CaseTable.Difference(
            $"{row.Is("legacyValid")} {row.Is("utf8Valid")}",
            $"{LabelRules.IsValidMetricName(name, NameValidationScheme.Legacy)} "
                + $"{LabelRules.IsValidMetricName(name, NameValidationScheme.Utf8)}");
    });
}
