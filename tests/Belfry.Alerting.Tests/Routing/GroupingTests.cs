using Belfry.Alerting.Notify;
using Belfry.Configuration.Alertmanager;
using Belfry.Model.Matching;
using Xunit;

namespace Belfry.Alerting.Tests.Routing;

public sealed class GroupingTests
{
    [Fact]
    public async Task A_new_group_waits_for_the_group_wait_and_then_for_each_interval()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root() with { GroupBy = [] }));

        harness.Send("a", 0);
        await harness.AdvanceAsync(0.9);
        Assert.Empty(harness.Told);
        harness.Send("b", 0.9);
        await harness.AdvanceAsync(5);
        harness.Send("c", 5);
        await harness.AdvanceAsync(60);

        Assert.Equal(["1s default: a b", "11s default: a b c"], harness.ToldTexts);
    }

    [Fact]
    public async Task An_alert_older_than_the_group_wait_is_told_at_once()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));

        harness.Send("old", -2);
        harness.Send("new", -0.5);
        await harness.AdvanceAsync(5);

        Assert.Equal(["0s default: old", "1s default: new"], harness.ToldTexts);
    }

    [Fact]
    public async Task Nothing_new_is_told_again_only_after_the_repeat_interval()
    {
        await using var harness = new RouterHarness();
        var route = RouterHarness.Root() with { RepeatInterval = TimeSpan.FromSeconds(25) };
        await harness.ApplyAsync(RouterHarness.Config(route));

        harness.Send("a", 0, 1000);
        await harness.AdvanceAsync(40);

        Assert.Equal(["1s default: a", "31s default: a"], harness.ToldTexts);
    }

    [Fact]
    public async Task A_resolved_alert_is_told_once_and_its_empty_group_goes()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));

        harness.Send("a", 0, 100);
        await harness.AdvanceAsync(5);
        harness.Send("a", 0, 4);
        Assert.Equal(1, harness.Router.Count().GroupCount);
        await harness.AdvanceAsync(100);

        Assert.Equal(["1s default: a", "11s default: a(resolved)"], harness.ToldTexts);
        Assert.Equal(0, harness.Router.Count().GroupCount);
    }

    [Fact]
    public async Task An_alert_that_fires_again_during_the_flush_of_its_end_stays()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        harness.Send("a", 0, 100);
        await harness.AdvanceAsync(5);
        harness.Send("a", 0, 4);
        harness.Answer = (_, notification, _) =>
        {
            if (notification.Alerts[0].IsResolved)
            {
                harness.Send("a", 11, 100);
            }

            return Task.FromResult(NotifyOutcome.Delivered);
        };

        await harness.AdvanceAsync(25);

        Assert.Equal(["1s default: a", "11s default: a(resolved)", "21s default: a"], harness.ToldTexts);
    }

    [Fact]
    public async Task An_alert_without_an_end_is_resolved_by_the_timeout()
    {
        await using var harness = new RouterHarness();
        var config = RouterHarness.Config(RouterHarness.Root()) with
        {
            Global = new AlertmanagerGlobalConfig { ResolveTimeout = TimeSpan.FromSeconds(8) },
        };
        await harness.ApplyAsync(config);

        harness.Send("a");
        await harness.AdvanceAsync(30);

        Assert.Equal(["1s default: a", "11s default: a(resolved)"], harness.ToldTexts);
        Assert.Equal(harness.At(8), harness.Told[1].Notification.Alerts[0].Alert.EndsAt);
    }

    [Fact]
    public async Task An_integration_that_is_not_sent_resolved_alerts_hears_of_the_next_firing_as_the_first()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()), sendsResolved: false);

        harness.Send("a", 0, 5);
        await harness.AdvanceAsync(15);
        harness.Send("a", 15, 100);
        await harness.AdvanceAsync(30);

        Assert.Equal(["1s default: a", "16s default: a"], harness.ToldTexts);
    }

    [Fact]
    public async Task Routes_decide_by_matchers_and_go_on_where_they_say_so()
    {
        await using var harness = new RouterHarness();
        var route = RouterHarness.Root() with
        {
            Routes =
            [
                new RouteConfig { Receiver = "log", Matchers = [LabelMatcher.Equality("team", "x")], Continue = true },
                new RouteConfig
                {
                    Matchers = [LabelMatcher.Equality("team", "x")],
                    Receiver = "x",
                    Routes = [new RouteConfig { Receiver = "x-page",
                        Matchers = [LabelMatcher.Equality("severity", "page")] }],
                },
            ],
        };
        await harness.ApplyAsync(RouterHarness.Config(route, "default", "log", "x", "x-page"));

        harness.Send("a", 0, 100, ("team", "x"));
        harness.Send("b", 0, 100, ("team", "x"), ("severity", "page"));
        harness.Send("c", 0, 100);
        await harness.AdvanceAsync(5);

        Assert.Equal(
            ["1s default: c", "1s log: a", "1s log: b", "1s x-page: b", "1s x: a"],
            harness.ToldTexts.Order(StringComparer.Ordinal));
        var page = Assert.Single(harness.Told, told => told.Receiver == "x-page");
        Assert.Equal("{}/{team=\"x\"}/{severity=\"page\"}:{alertname=\"b\"}", page.Notification.GroupKey);
    }

    [Fact]
    public async Task Grouping_by_all_labels_makes_each_alert_a_group()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(
            RouterHarness.Root() with { GroupBy = null, GroupByAll = true }));

        harness.Send("a", 0, 100, ("instance", "1"));
        harness.Send("a", 0, 100, ("instance", "2"));
        await harness.AdvanceAsync(5);

        Assert.Equal(2, harness.Told.Count);
        Assert.Equal("{}:{alertname=\"a\", instance=\"1\"}", harness.Told.Min(told => told.Notification.GroupKey));
    }

    [Fact]
    public async Task A_reload_keeps_alerts_and_tells_nobody_twice()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        harness.Send("a", 0, 1000);
        await harness.AdvanceAsync(5);

        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        await harness.AdvanceAsync(30);
        harness.Send("a", 0, 29);
        await harness.AdvanceAsync(60);

        Assert.Equal(["1s default: a", "35s default: a(resolved)"], harness.ToldTexts);
    }

    [Fact]
    public async Task Alerts_that_come_before_the_first_configuration_are_routed_by_it()
    {
        await using var harness = new RouterHarness();

        harness.Send("early", 0, 100);
        await harness.AdvanceAsync(3);
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));
        await harness.AdvanceAsync(5);

        Assert.Equal(["3s default: early"], harness.ToldTexts);
    }

    [Fact]
    public async Task The_start_delay_holds_the_first_notifications_back()
    {
        await using var harness = new RouterHarness(
            options: new() { DispatchStartDelay = TimeSpan.FromSeconds(20) });
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()));

        harness.Send("a", -100, 100);
        await harness.AdvanceAsync(30);

        Assert.Equal(["20s default: a"], harness.ToldTexts);
    }
}
