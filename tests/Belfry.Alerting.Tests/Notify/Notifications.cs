using Belfry.Alerting.Notify;
using Belfry.Alerting.Notify.History;
using Belfry.Alerting.Routing;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Alerting.Tests.Notify;

/// <summary>Notifications and notifiers for tests of one receiver.</summary>
internal static class Notifications
{
    internal static TimestampMs Start { get; } =
        TimestampMs.From(new DateTimeOffset(2024, 2, 29, 13, 37, 11, 510, TimeSpan.Zero));

    internal static MemoryFiles Files { get; } = new();

    internal static ReceiverEnvironment Environment(MemoryFiles? files = null, TimeProvider? clock = null) => new()
    {
        Files = files ?? Files,
        ExternalUrl = "http://belfry.example",
        Clock = clock ?? new ManualClock(),
        Logger = NullLogger.Instance,
    };

    /// <summary>The notifier of the first integration of a receiver.</summary>
    internal static INotifier NotifierOf(ReceiverConfig receiver, ReceiverEnvironment? environment = null)
    {
        var config = new AlertmanagerConfig
        {
            Route = new RouteConfig { Receiver = receiver.Name },
            Receivers = [receiver],
        };
        Assert.True(AlertRouting.TryBuild(config, environment ?? Environment(), out var routing, out var diagnostics),
            string.Join('\n', diagnostics));
        return routing.Integrations[0].Notifier;
    }

    internal static NotifiedAlert Firing(string name, params (string, string)[] labels) =>
        new(AlertOf(name, Start + TimeSpan.FromHours(1), labels), false);

    internal static NotifiedAlert Resolved(string name, params (string, string)[] labels) =>
        new(AlertOf(name, Start + TimeSpan.FromMinutes(1), labels), true);

    internal static Notification Of(params NotifiedAlert[] alerts) => new()
    {
        Receiver = "team-x",
        GroupKey = "{}:{alertname=\"Down\"}",
        GroupLabels = Labels.From(("alertname", "Down")),
        RouteLabels = Labels.Empty,
        Reason = NotificationReason.First,
        Alerts = alerts,
    };

    private static RoutedAlert AlertOf(string name, TimestampMs endsAt, params (string, string)[] labels) => new()
    {
        Labels = Labels.From([("alertname", name), .. labels]),
        Annotations = Labels.From(("summary", $"{name} is in trouble")),
        GeneratorUrl = "http://prometheus.example/graph?g0.expr=up",
        StartsAt = Start,
        EndsAt = endsAt,
        UpdatedAt = Start,
        IsTimeout = false,
    };
}
