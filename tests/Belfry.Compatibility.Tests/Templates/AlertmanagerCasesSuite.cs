namespace Belfry.Compatibility.Tests.Templates;

/// <summary>The table <c>alertmanager_template_cases.json</c>.</summary>
internal sealed class AlertmanagerCasesSuite : AlertmanagerTemplateSuite
{
    /// <inheritdoc/>
    public override string Pattern => "templates/alertmanager_template_cases.json";
}
