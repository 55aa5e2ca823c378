using System.Diagnostics.CodeAnalysis;
using Belfry.Alerting.Templates.Functions;
using Belfry.Alerting.Templates.Values;

namespace Belfry.Alerting.Templates.Alertmanager;

/// <summary>The alerts of a notification, with <c>Firing</c> and <c>Resolved</c>.</summary>
internal sealed class AlertsValue(IReadOnlyList<AlertValue> alerts) : ListValue(alerts, "template.Alerts")
{
    /// <inheritdoc/>
    public override bool TryGetMethod(string name, [NotNullWhen(true)] out TemplateFunction? method)
    {
        method = name switch
        {
            "Firing" => TemplateFunction.Method(() => OfStatus("firing")),
            "Resolved" => TemplateFunction.Method(() => OfStatus("resolved")),
            _ => null,
        };
        return method is not null;
    }

    private ListValue OfStatus(string status) =>
        new([.. alerts.Where(alert => alert.Status == status)], "[]template.Alert");
}
