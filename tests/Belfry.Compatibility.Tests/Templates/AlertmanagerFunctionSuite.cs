namespace Belfry.Compatibility.Tests.Templates;

/// <summary>The table <c>alertmanager_template_funcs.json</c>.</summary>
internal sealed class AlertmanagerFunctionSuite : AlertmanagerTemplateSuite
{
    /// <inheritdoc/>
    public override string Pattern => "templates/alertmanager_template_funcs.json";
}
