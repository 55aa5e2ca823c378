using System.Text.Json;
using Belfry.Alerting.Templates;
using Belfry.Alerting.Templates.Alertmanager;
using Belfry.Compatibility.Tests.Tables;

namespace Belfry.Compatibility.Tests.Templates;

/// <summary>Templates of notifications, with their texts or errors.</summary>
internal abstract class AlertmanagerTemplateSuite : IConformanceSuite
{
    /// <inheritdoc/>
    public abstract string Pattern { get; }

    /// <inheritdoc/>
    public SuiteResult Run(string path) => CaseTable.Run(path, Check);

    private static string? Check(JsonElement row)
    {
        var text = row.GetProperty("in").GetString()!;
        var set = TemplateSet.Empty(AlertmanagerFunctions.Create(new FixedClock()));
        var data = TemplateInput.Value(row.Find("data"));
        var outcome = row.Is("html")
            ? set.ExecuteHtmlString(text, data, "")
            : set.ExecuteTextString(text, data, "");
        return row.FindText("expErr") is { } error ? CaseTable.Difference(error, outcome.Error)
            : row.Is("fail") ? outcome.Error is null ? $"no error: {outcome.Text}" : null
            : CaseTable.Difference(row.GetProperty("exp").GetString(), outcome.Text ?? "error: " + outcome.Error);
    }
}
