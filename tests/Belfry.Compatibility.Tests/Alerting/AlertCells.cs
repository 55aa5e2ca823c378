using System.Text.Json;
using Belfry.Alerting.Routing;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Model;

namespace Belfry.Compatibility.Tests.Alerting;

/// <summary>Alerts as cells write them.</summary>
internal static class AlertCells
{
    internal static RoutedAlert Read(JsonElement cell)
    {
        var alert = cell.GetProperty("Alert");
        return new RoutedAlert
        {
            Labels = alert.Find("Labels")?.Labels() ?? Labels.Empty,
            Annotations = alert.Find("Annotations")?.Labels() ?? Labels.Empty,
            GeneratorUrl = "",
            StartsAt = Cell.Moment(alert.Find("StartsAt")),
            EndsAt = Cell.Moment(alert.Find("EndsAt")),
            UpdatedAt = Cell.Moment(cell.Find("UpdatedAt")),
            IsTimeout = cell.Is("Timeout"),
        };
    }

    internal static RoutedAlert Of(Labels labels, bool isFiring) => new()
    {
        Labels = labels,
        Annotations = Labels.Empty,
        GeneratorUrl = "",
        StartsAt = TimestampMs.From(Cell.Now) - TimeSpan.FromMinutes(2),
        EndsAt = TimestampMs.From(Cell.Now) + TimeSpan.FromHours(isFiring ? 1 : -1),
        UpdatedAt = TimestampMs.From(Cell.Now),
        IsTimeout = false,
    };

    internal static string Show(RoutedAlert alert) =>
        $"{alert.Labels} {alert.StartsAt}..{alert.EndsAt} at {alert.UpdatedAt} {alert.IsTimeout}";
}
