using Belfry.Alerting.Silences;
using Belfry.Configuration.Alertmanager;
using Belfry.Model.Matching;
using Belfry.Testing.Metrics;
using Xunit;

namespace Belfry.Alerting.Tests.Routing;

public sealed class MutingTests
{
    private static readonly InhibitRuleConfig Rule = new()
    {
        SourceMatchers = [LabelMatcher.Equality("alertname", "JobDown")],
        TargetMatchers = [LabelMatcher.Equality("alertname", "InstanceDown")],
        Equal = ["job", "zone"],
    };

    [Fact]
    public async Task A_firing_source_inhibits_targets_with_equal_labels_until_it_is_resolved()
    {
        await using var harness = new RouterHarness();
        var route = RouterHarness.Root() with
        {
            GroupBy = [], GroupInterval = TimeSpan.FromSeconds(1), RepeatInterval = TimeSpan.FromMilliseconds(1),
        };
        await harness.ApplyAsync(RouterHarness.Config(route) with { InhibitRules = [Rule] });

        harness.Send("InstanceDown", 0, 100, ("job", "j"), ("zone", "aa"));
        harness.Send("InstanceDown", 0, 100, ("job", "j"));
        await harness.AdvanceAsync(1.2);
        harness.Send("JobDown", 1.2, 100, ("job", "j"), ("zone", "aa"));
        await harness.AdvanceAsync(2.6);
        harness.Send("JobDown", 1.2, 2.6, ("job", "j"), ("zone", "aa"));
        await harness.AdvanceAsync(3.5);

        Assert.Equal(
            ["1s default: InstanceDown InstanceDown", "2s default: InstanceDown JobDown",
            "3s default: InstanceDown InstanceDown JobDown(resolved)"],
            harness.ToldTexts.Select(SortNames));
        Assert.Equal(
            1, CollectedMetrics.Of(
                harness.Metrics)["alertmanager_notifications_suppressed_total{reason=\"inhibition\"}"]);
    }

    [Fact]
    public async Task An_alert_that_matches_both_sides_is_not_inhibited_by_its_like()
    {
        await using var harness = new RouterHarness();
        var both = new InhibitRuleConfig
        {
            SourceMatchers = [LabelMatcher.Equality("s", "1")],
            TargetMatchers = [LabelMatcher.Equality("t", "1")],
        };
        await harness.ApplyAsync(RouterHarness.Config(RouterHarness.Root()) with { InhibitRules = [both] });

        harness.Send("two-sided", 0, 100, ("s", "1"), ("t", "1"));
        harness.Send("target", 0, 100, ("t", "1"));
        await harness.AdvanceAsync(5);

        Assert.Equal(["1s default: two-sided"], harness.ToldTexts);
    }

    [Fact]
    public async Task A_rule_without_matchers_inhibits_nothing()
    {
        await using var harness = new RouterHarness();
        await harness.ApplyAsync(
            RouterHarness.Config(RouterHarness.Root()) with { InhibitRules = [new InhibitRuleConfig()] });

        harness.Send("a", 0, 100);
        harness.Send("b", 0, 100);
        await harness.AdvanceAsync(5);

        Assert.Equal(2, harness.Told.Count);
    }

    [Fact]
    public async Task Inhibition_survives_a_reload_and_ends_with_maintenance()
    {
        await using var harness = new RouterHarness();
        var config = RouterHarness.Config(RouterHarness.Root()) with { InhibitRules = [Rule] };
        await harness.ApplyAsync(config);
        harness.Send("JobDown", 0, 100);
        await harness.ApplyAsync(config);

        harness.Send("InstanceDown", 0, 10_000);
        await harness.AdvanceAsync(50);
        Assert.Equal(["1s default: JobDown"], harness.ToldTexts);
        await harness.AdvanceAsync(1000);

        Assert.Contains(harness.ToldTexts, told => told.EndsWith("InstanceDown", StringComparison.Ordinal));
        Assert.Single(harness.Router.Alerts(new()));
    }

    [Fact]
    public async Task A_route_is_silent_within_its_mute_intervals_and_outside_its_active_ones()
    {
        // The clock starts on Thursday, 29 February 2024, 13:37:11 UTC.
        await using var harness = new RouterHarness();
        var route = RouterHarness.Root() with
        {
            Routes =
            [
                new RouteConfig { Matchers = [LabelMatcher.Equality("r", "mute")], MuteTimeIntervals = ["afternoon"] },
                new RouteConfig { Matchers = [LabelMatcher.Equality("r", "active")],
                    ActiveTimeIntervals = ["weekend"] },
                new RouteConfig { Matchers = [LabelMatcher.Equality("r", "both")], ActiveTimeIntervals = ["afternoon"],
                    MuteTimeIntervals = ["weekend"] },
            ],
        };
        var config = RouterHarness.Config(route) with
        {
            TimeIntervals =
            [
                new TimeIntervalConfig { Name = "afternoon",
                    Periods = [new TimePeriodConfig { Times = [new(13 * 60, 14 * 60)] }] },
                new TimeIntervalConfig { Name = "weekend",
                    Periods = [new TimePeriodConfig { Weekdays = [new(0, 0), new(6, 6)] }] },
            ],
        };
        await harness.ApplyAsync(config);

        harness.Send("muted", 0, 10_000, ("r", "mute"));
        harness.Send("inactive", 0, 10_000, ("r", "active"));
        harness.Send("told", 0, 10_000, ("r", "both"));
        await harness.AdvanceAsync(60);
        Assert.Equal(["1s default: told"], harness.ToldTexts);
        Assert.Equal(
            ["weekend", "afternoon"],
            harness.Router.Groups(new()).SelectMany(group => group.MutedBy).OrderDescending(StringComparer.Ordinal));
        await harness.AdvanceAsync(1400);

        Assert.Equal(["1s default: told", "1371s default: muted"], harness.ToldTexts);
    }

    [Fact]
    public async Task A_silence_keeps_matching_alerts_quiet_while_it_is_active()
    {
        await using var harness = new RouterHarness();
        var route = RouterHarness.Root() with
        {
            GroupBy = [], GroupInterval = TimeSpan.FromSeconds(1), RepeatInterval = TimeSpan.FromMilliseconds(1),
        };
        await harness.ApplyAsync(RouterHarness.Config(route));
        harness.Send("test1", 0, 100);
        harness.Send("test2", 0, 100);
        await harness.AdvanceAsync(1.3);
        var silence = new Silence
        {
            MatcherSets = [[LabelMatcher.Equality("alertname", "test1")]],
            StartsAt = harness.At(1.5), EndsAt = harness.At(3.5),
        };

        Assert.Equal(SilenceOutcome.Done, harness.Router.Silences.Set(silence, out var id, out _));
        await harness.AdvanceAsync(2.2);
        var view = harness.Router.Alerts(new() { IncludesActive = false });
        await harness.AdvanceAsync(4.5);

        Assert.Equal(
            ["1s default: test1 test2", "2s default: test2", "3s default: test2", "4s default: test1 test2"],
            harness.ToldTexts);
        Assert.Equal([id], Assert.Single(view).SilencedBy);
    }

    private static string SortNames(string told)
    {
        var parts = told.Split(": ");
        return $"{parts[0]}: {string.Join(' ', parts[1].Split(' ').Order(StringComparer.Ordinal))}";
    }
}
