using Belfry.Alerting.Notify;
using Belfry.Alerting.Routing;
using Belfry.Configuration.Alertmanager;
using Belfry.Model;
using Belfry.Platform.Disk;
using Belfry.Platform.Telemetry;
using Belfry.Platform.Time;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Alerting.Tests.Routing;

/// <summary>
/// A router whose time passes only in <see cref="AdvanceAsync"/>, with fake receivers that note what they are told.
/// Times are seconds since it was made.
/// </summary>
internal sealed class RouterHarness : IAsyncDisposable
{
    private readonly List<ToldNotification> told = [];
    private readonly TimestampMs begin;

    internal RouterHarness(ManualClock? clock = null, StoreDirectory? data = null, AlertRouterOptions? options = null)
    {
        Clock = clock ?? new ManualClock();
        begin = Clock.NowMs();
        Router = new AlertRouter(
            options ?? new AlertRouterOptions(), data, Clock, new Random(1), Metrics, NullLogger<AlertRouter>.Instance);
    }

    internal ManualClock Clock { get; }

    internal MetricRegistry Metrics { get; } = new();

    internal AlertRouter Router { get; }

    /// <summary>What a receiver answers to an attempt; delivered unless a test says otherwise.</summary>
    internal Func<string, Notification, CancellationToken, Task<NotifyOutcome>> Answer { get; set; } =
        (_, _, _) => Task.FromResult(NotifyOutcome.Delivered);

    internal IReadOnlyList<ToldNotification> Told
    {
        get
        {
            lock (told)
            {
                return [.. told];
            }
        }
    }

    internal IEnumerable<string> ToldTexts => Told.Select(notification => notification.ToString());

    internal TimestampMs At(double seconds) => begin + TimeSpan.FromSeconds(seconds);

    internal double NowSeconds => (Clock.NowMs() - begin).TotalSeconds;

    /// <summary>A route with short times, to be changed by a test.</summary>
    internal static RouteConfig Root(string receiver = "default") => new()
    {
        Receiver = receiver,
        GroupBy = ["alertname"],
        GroupWait = TimeSpan.FromSeconds(1),
        GroupInterval = TimeSpan.FromSeconds(10),
        RepeatInterval = TimeSpan.FromHours(1),
    };

    internal static AlertmanagerConfig Config(RouteConfig route, params string[] receivers) => new()
    {
        Route = route,
        Receivers = [.. receivers.DefaultIfEmpty("default").Select(name => new ReceiverConfig { Name = name })],
    };

    /// <summary>Puts a configuration in force whose receivers are fakes.</summary>
    internal Task ApplyAsync(AlertmanagerConfig config, bool sendsResolved = true) => Router.ApplyAsync(
        AlertRouting.WithIntegrations(config, [.. config.Receivers.Select(receiver => new Integration(
            receiver.Name, "fake", 0, sendsResolved, new FakeNotifier((notification, cancellationToken) =>
                NoteAsync(receiver.Name, notification, cancellationToken))))]));

    internal void Send(string name, double? startsAt = null, double? endsAt = null, params (string, string)[] labels) =>
        Router.Send([AlertOf(name, startsAt, endsAt, labels)]);

    internal Alert AlertOf(string name, double? startsAt, double? endsAt, params (string, string)[] labels) => new()
    {
        Labels = Labels.From([("alertname", name), .. labels]),
        Annotations = Labels.Empty,
        StartsAt = startsAt is { } start ? At(start) : null,
        EndsAt = endsAt is { } end ? At(end) : null,
    };

    /// <summary>Lets time pass to this second, stopping wherever something is due.</summary>
    internal async Task AdvanceAsync(double toSeconds)
    {
        var end = At(toSeconds);
        while (true)
        {
            var dueMs = await SettleAsync();
            var left = (end - Clock.NowMs()).TotalMilliseconds;
            if (left <= 0)
            {
                return;
            }

            Clock.Advance(TimeSpan.FromMilliseconds(Math.Min(left, dueMs ?? left)));
        }
    }

    public ValueTask DisposeAsync() => Router.DisposeAsync();

    private async Task<long?> SettleAsync()
    {
        while (true)
        {
            var dueMs = Router.RunDue();
            var idle = Router.WhenIdleAsync();
            if (idle.IsCompleted && dueMs != 0)
            {
                return dueMs;
            }

            await idle;
        }
    }

    private async Task<NotifyOutcome> NoteAsync(
        string receiver, Notification notification, CancellationToken cancellationToken)
    {
        var outcome = await Answer(receiver, notification, cancellationToken);
        if (outcome.IsDelivered)
        {
            lock (told)
            {
                told.Add(new ToldNotification(NowSeconds, receiver, notification));
            }
        }

        return outcome;
    }
}
