using Belfry.Alerting.Notify;
using Belfry.Alerting.Routing.Dispatching;
using Belfry.Configuration.Alertmanager;
using Belfry.Testing.Disk;
using Belfry.Testing.Metrics;
using Xunit;

namespace Belfry.Alerting.Tests.Routing;

public sealed class DeliveryTests
{
    [Fact]
    public async Task A_failed_attempt_is_repeated_until_it_succeeds()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        var attempts = 0;
        harness.Answer = (_, _, _) => Task.FromResult(
            ++attempts < 4 ? NotifyOutcome.Retryable("not now", FailureReason.ServerError) : NotifyOutcome.Delivered);

        harness.Send("a", 0, 100);
        await harness.AdvanceAsync(10.9);

        Assert.Equal(4, attempts);
        Assert.Equal("a", Assert.Single(harness.Told).Notification.Alerts[0].Alert.Labels.Get("alertname"));
        Assert.Equal(4, Metric(harness, "alertmanager_notification_requests_total"));
        Assert.Equal(3, Metric(harness, "alertmanager_notification_requests_failed_total"));
        Assert.Equal(1, Metric(harness, "alertmanager_notifications_total"));
        Assert.Equal(0, Metric(harness, "alertmanager_notifications_failed_total", ",reason=\"serverError\""));
    }

    [Fact]
    public async Task Attempts_end_with_the_group_interval_and_the_next_flush_tries_again()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        harness.Answer = (_, _, _) => Task.FromResult(harness.NowSeconds < 11
            ? NotifyOutcome.Retryable("not now", FailureReason.ServerError) : NotifyOutcome.Delivered);

        harness.Send("a", 0, 100);
        await harness.AdvanceAsync(15);

        Assert.Equal(["11s default: a"], harness.ToldTexts);
        Assert.Equal(1, Metric(harness, "alertmanager_notifications_failed_total", ",reason=\"serverError\""));
    }

    [Fact]
    public async Task What_a_receiver_refuses_for_good_is_not_tried_again_before_the_next_flush()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        var attempts = new List<double>();
        harness.Answer = (_, _, _) =>
        {
            attempts.Add(harness.NowSeconds);
            return Task.FromResult(NotifyOutcome.Final("no", FailureReason.ClientError));
        };

        harness.Send("a", 0, 100);
        await harness.AdvanceAsync(15);

        Assert.Equal([1, 11], attempts);
        Assert.Equal(2, Metric(harness, "alertmanager_notifications_failed_total", ",reason=\"clientError\""));
    }

    [Fact]
    public async Task A_resolved_alert_stays_until_its_end_was_told()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        harness.Send("a", 0, 100);
        await harness.AdvanceAsync(5);
        harness.Send("a", 0, 5);
        harness.Answer = (_, _, _) => Task.FromResult(
            harness.NowSeconds < 20 ? NotifyOutcome.Final("no") : NotifyOutcome.Delivered);

        await harness.AdvanceAsync(40);

        Assert.Equal(["1s default: a", "21s default: a(resolved)"], harness.ToldTexts);
    }

    [Fact]
    public async Task A_hanging_receiver_delays_no_other_and_is_given_up_at_its_deadline()
    {
        await using var harness = new RouterHarness();
        var route = RouterHarness.Root() with
        {
            Receiver = "good",
            Routes = [new RouteConfig { Receiver = "hanging", Continue = true }, new RouteConfig { Receiver = "good" }],
        };
        await harness.ApplyAsync(RouterHarness.Config(route, "good", "hanging"));
        var hung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var given = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var good = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Answer = async (receiver, _, cancellationToken) =>
        {
            if (receiver == "good")
            {
                good.TrySetResult();
                return NotifyOutcome.Delivered;
            }

            hung.TrySetResult();
            using var registration = cancellationToken.Register(given.SetResult);
            await given.Task;
            cancellationToken.ThrowIfCancellationRequested();
            return NotifyOutcome.Delivered;
        };

        harness.Send("a", 0, 100);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        harness.Router.RunDue();
        await Task.WhenAll(hung.Task, good.Task);
        harness.Clock.Advance(TimeSpan.FromSeconds(10));
        await given.Task;
        await harness.Router.WhenIdleAsync();
        harness.Router.RunDue();
        await harness.Router.WhenIdleAsync();

        Assert.Equal("good", Assert.Single(harness.Told).Receiver);
    }

    [Fact]
    public async Task A_notifier_that_throws_fails_its_delivery_and_nothing_else()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        harness.Answer = (_, _, _) => harness.NowSeconds < 5
            ? throw new InvalidOperationException("a bug") : Task.FromResult(NotifyOutcome.Delivered);

        harness.Send("a", 0, 100);
        await harness.AdvanceAsync(15);

        Assert.Equal(["11s default: a"], harness.ToldTexts);
    }

    [Fact]
    public async Task A_killed_process_tells_nobody_twice_when_it_is_back()
    {
        var disk = new MemoryDirectory();
        MemoryDirectory killed;
        await using (var before = new RouterHarness(data: disk))
        {
            await before.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
            before.Send("a", 0, 1000);
            before.Send("b", 0, 1000);
            await before.AdvanceAsync(5);
            Assert.Equal(2, before.Told.Count);
            killed = disk.ProcessClone();
        }

        await using var after = new RouterHarness(data: killed);
        await after.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        after.Send("a", -100, 1000);
        after.Send("b", -100, -1);
        after.Send("c", -100, 1000);
        await after.AdvanceAsync(5);

        Assert.Equal(["0s default: b(resolved)", "0s default: c"], after.ToldTexts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Backoff_grows_to_a_minute_and_spreads()
    {
        Assert.Equal(250, Backoff.NextMs(1, 0));
        Assert.Equal(750, Backoff.NextMs(1, 1));
        Assert.Equal(1125, Backoff.NextMs(3, 0.5));
        Assert.Equal(60_000, Backoff.NextMs(100, 0.5));
    }

    [Fact]
    public async Task Alerts_beyond_the_limit_are_refused_and_counted()
    {
        await using var harness = new RouterHarness(options: new() { AlertCountMax = 1 });

        harness.Send("a", 0, 100);
        var errors = harness.Router.Receive([harness.AlertOf("b", 0, 100), harness.AlertOf("a", 0, 200)]);

        Assert.Equal(["too many alerts: 1 (limit: 1)"], errors);
        Assert.Equal(1, CollectedMetrics.Of(harness.Metrics)["alertmanager_alerts_limited_total"]);
    }

    [Fact]
    public async Task Invalid_alerts_are_refused_and_counted()
    {
        await using var harness = new RouterHarness();
        var nameless = harness.AlertOf("x", 0, 1) with { Labels = Belfry.Model.Labels.Empty };

        var errors = harness.Router.Receive([nameless, harness.AlertOf("x", 10, 5)]);

        Assert.Equal(["at least one label pair required", "start time must be before end time"], errors);
        Assert.Equal(2, CollectedMetrics.Of(harness.Metrics)["alertmanager_alerts_invalid_total{version=\"v2\"}"]);
    }

    [Fact]
    public async Task Metrics_of_every_kind_are_there_before_the_first_notification()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()) with { OriginalText = "route: {}" });
        harness.Send("a", 0, 100);

        var metrics = CollectedMetrics.Of(harness.Metrics);

        Assert.Equal(0, metrics["alertmanager_notifications_total{integration=\"webhook\"}"]);
        Assert.Equal(0, metrics["alertmanager_notifications_failed_total{integration=\"email\",reason=\"authError\"}"]);
        Assert.Equal(1, metrics["alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"}"]);
        Assert.Equal(1, metrics["alertmanager_alerts{state=\"active\"}"]);
        Assert.Equal(1, metrics["alertmanager_dispatcher_aggregation_groups"]);
        Assert.Equal(0, metrics["alertmanager_silences{state=\"pending\"}"]);
        Assert.NotEqual(0, metrics["alertmanager_config_hash"]);
    }

    [Fact]
    public async Task Alerts_sent_after_the_stop_do_no_harm()
    {
        var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        await harness.DisposeAsync();

        harness.Send("late", 0, 100);

        Assert.Empty(harness.Told);
    }

    private static double Metric(RouterHarness harness, string name, string more = "") =>
        CollectedMetrics.Of(harness.Metrics)[$"{name}{{integration=\"fake\"{more}}}"];
}
