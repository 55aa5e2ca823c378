using System.Text.Json;
using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Prometheus;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Templates;

/// <summary>One of the functions that write numbers for people.</summary>
internal abstract class HumanizeSuite(string function) : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private string? Check(JsonElement row)
    {
        var outcome = TemplateSet.Empty(PrometheusFunctions.ForRules).ExecuteTextString(
            $"{{{{ {function} . }}}}", TemplateInput.Value(row.Find("input")), "t",
            new PrometheusHost(_ => [], new TimestampMs(0), ""));
        return CaseTable.Difference(row.GetProperty("expected").GetString(), outcome.Text ?? "error: " + outcome.Error);
    }
}
