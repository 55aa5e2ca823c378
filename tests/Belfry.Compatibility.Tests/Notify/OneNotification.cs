using System.Text.Json;
using Belfry.Alerting.Notify;
using Belfry.Alerting.Notify.History;
using Belfry.Alerting.Routing;
using Belfry.Compatibility.Tests.Configuration;
using Belfry.Compatibility.Tests.Tables;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Compatibility.Tests.Notify;

/// <summary>Sends one notification through a receiver.</summary>
internal static class OneNotification
{
    /// <summary>Sends an alert of these labels, which fires.</summary>
    internal static NotifyOutcome Send(ReceiverConfig receiver, Labels alert, Labels group)
    {
        var environment = new ReceiverEnvironment
        {
            Files = new ConformanceFiles(),
            ExternalUrl = "http://example.com",
            Clock = TimeProvider.System,
            Logger = NullLogger.Instance,
        };
        var config = new AlertmanagerConfig
        {
            Route = new RouteConfig { Receiver = receiver.Name },
            Receivers = [receiver],
        };
        if (!AlertRouting.TryBuild(config, environment, out var routing, out var diagnostics))
        {
            throw new FormatException(string.Join('\n', diagnostics));
        }

        return routing.Integrations[0].Notifier.NotifyAsync(Of(alert, group), CancellationToken.None)
            .GetAwaiter().GetResult();
    }

    /// <summary>A number, or one of the names that Go has for HTTP's.</summary>
    internal static int Status(JsonElement cell) => cell.ValueKind == JsonValueKind.Number
        ? cell.GetInt32()
        : (int)Enum.Parse<System.Net.HttpStatusCode>(cell.GetString()!.Replace(
            "$http.Status", "", StringComparison.Ordinal));

    private static Notification Of(Labels alert, Labels group) => new()
    {
        Receiver = "r",
        GroupKey = "1",
        GroupLabels = group,
        RouteLabels = Labels.Empty,
        Reason = NotificationReason.First,
        Alerts =
        [
            new NotifiedAlert(
                new RoutedAlert
                {
                    Labels = alert,
                    Annotations = Labels.Empty,
                    GeneratorUrl = "",
                    StartsAt = TimestampMs.From(Cell.Now),
                    EndsAt = TimestampMs.From(Cell.Now) + TimeSpan.FromHours(1),
                    UpdatedAt = TimestampMs.From(Cell.Now),
                    IsTimeout = false,
                },
                false),
        ],
    };
}
