using Belfry.Alerting.Rules;
using Belfry.Configuration.Rules;
using Belfry.Model;
using Belfry.Platform.Time;
using Belfry.Query.Engine;
using Belfry.Testing.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Alerting.Tests.Rules;

public sealed class RuleServiceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_group_is_evaluated_once_per_interval_at_its_own_place()
    {
        using var bench = new RuleBench();
        using var service = Service(bench);
        await service.ApplyAsync(Groups(RuleBench.Group(RuleBench.Record("one", "vector(1)"))), CancellationToken.None);

        for (var step = 0; step < 30; step++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
            service.RunDue();
        }

        var times = bench.Store.Written.Select(sample => sample.TimeMs).ToList();
        Assert.Equal(5, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(60_000, pair.Second - pair.First));
        Assert.Equal(5, Metric(service, "prometheus_rule_group_iterations_total"));
        Assert.Equal(0, Metric(service, "prometheus_rule_group_iterations_missed_total"));
    }

    [Fact]
    public async Task Evaluations_that_come_too_late_are_skipped_and_counted()
    {
        using var bench = new RuleBench();
        using var service = Service(bench);
        await service.ApplyAsync(Groups(RuleBench.Group(RuleBench.Record("one", "vector(1)"))), CancellationToken.None);

        bench.Clock.Advance(Interval);
        service.RunDue();
        bench.Clock.Advance(4 * Interval);
        service.RunDue();

        var times = bench.Store.Written.Select(sample => sample.TimeMs).ToList();
        Assert.Equal([times[0], times[0] + 240_000], times);
        Assert.Equal(3, Metric(service, "prometheus_rule_group_iterations_missed_total"));
        Assert.Equal(5, Metric(service, "prometheus_rule_group_iterations_total"));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_silence_a_group()
    {
        using var bench = new RuleBench();
        using var service = Service(bench);
        await service.ApplyAsync(Groups(RuleBench.Group(RuleBench.Alert("Up", "vector(1)"))), CancellationToken.None);
        bench.Clock.Jump(bench.Clock.GetUtcNow() - TimeSpan.FromHours(5));

        service.RunDue();
        bench.Clock.Advance(Interval);
        service.RunDue();

        Assert.NotEmpty(bench.Sink.Take());
    }

    [Fact]
    public async Task A_group_that_did_not_change_keeps_its_rhythm_and_alerts()
    {
        using var bench = new RuleBench();
        using var service = Service(bench);
        var group = RuleBench.Group(RuleBench.Alert("Up", "vector(1)", holdFor: "5m"));
        await service.ApplyAsync(Groups(group), CancellationToken.None);
        bench.Clock.Advance(Interval);
        service.RunDue();
        var before = service.Snapshot()[0];

        await service.ApplyAsync(Groups(group), CancellationToken.None);

        Assert.Same(before, service.Snapshot()[0]);
    }

    [Fact]
    public async Task A_group_that_changed_keeps_the_alerts_of_rules_of_the_same_name_and_labels()
    {
        using var bench = new RuleBench();
        using var service = Service(bench);
        await service.ApplyAsync(
            Groups(RuleBench.Group(RuleBench.Alert("Up", "vector(1)", holdFor: "5m"))), CancellationToken.None);
        bench.Clock.Advance(Interval);
        service.RunDue();
        var activeAt = service.Snapshot()[0].Rules[0].Alerts[0].ActiveAt;

        await service.ApplyAsync(
            Groups(RuleBench.Group(
                RuleBench.Record("more", "vector(3)"), RuleBench.Alert("Up", "vector(2)", holdFor: "5m"))),
            CancellationToken.None);
        bench.Clock.Advance(Interval);
        service.RunDue();

        var alert = Assert.Single(service.Snapshot()[0].Rules[1].Alerts);
        Assert.Equal(activeAt, alert.ActiveAt);
        Assert.Equal(2, alert.Value);
    }

    [Fact]
    public async Task Series_of_a_rule_that_was_taken_out_of_its_group_are_ended()
    {
        using var bench = new RuleBench();
        using var service = Service(bench);
        await service.ApplyAsync(
            Groups(RuleBench.Group(RuleBench.Record("one", "vector(1)"), RuleBench.Record("two", "vector(2)"))),
            CancellationToken.None);
        bench.Clock.Advance(Interval);
        service.RunDue();

        await service.ApplyAsync(Groups(RuleBench.Group(RuleBench.Record("two", "vector(2)"))), CancellationToken.None);
        bench.Clock.Advance(Interval);
        service.RunDue();

        Assert.Equal(
            ["{__name__=\"one\"} stale", "{__name__=\"two\"} 2"], bench.Store.At(bench.Store.Written[^1].TimeMs));
    }

    [Fact]
    public async Task Series_of_a_group_that_is_gone_are_ended_after_two_intervals_unless_they_go_on()
    {
        using var bench = new RuleBench();
        using var service = Service(bench);
        await service.ApplyAsync(
            Groups(RuleBench.Group(RuleBench.Record("gone", "vector(1)"), RuleBench.Record("moved", "vector(2)"))),
            CancellationToken.None);
        bench.Clock.Advance(Interval);
        service.RunDue();

        var other = RuleBench.Group(RuleBench.Record("moved", "vector(2)")) with { Name = "other" };
        await service.ApplyAsync(Groups(other), CancellationToken.None);
        for (var minute = 0; minute < 3; minute++)
        {
            bench.Clock.Advance(Interval);
            service.RunDue();
        }

        var stale = bench.Store.Written.Where(sample => StaleMarker.IsStale(sample.Value)).ToList();
        Assert.Equal("{__name__=\"gone\"}", Assert.Single(stale).Series);
    }

    [Fact]
    public async Task Pending_alerts_go_on_waiting_after_a_restart_and_the_outage_does_not_count()
    {
        using var bench = new RuleBench();
        var restarted = bench.Clock.NowMs();
        var down = restarted - TimeSpan.FromMinutes(20);
        var activeAt = restarted - TimeSpan.FromMinutes(45);
        bench.Source.Add(
            Labels.From(("__name__", "ALERTS_FOR_STATE"), ("alertname", "Up"), ("job", "node")),
            new TimestampMs(down.Value / 1000 * 1000), Math.Floor(activeAt.ToUnixSeconds()));
        bench.Source.AddAll(
            Labels.From(("__name__", "up"), ("job", "node")), restarted.Value, 30_000, Enumerable.Repeat(1.0, 20));
        using var service = Service(bench);
        await service.ApplyAsync(
            Groups(RuleBench.Group(RuleBench.Alert("Up", "up", holdFor: "1h"))), CancellationToken.None);

        bench.Clock.Advance(Interval);
        service.RunDue();
        Assert.DoesNotContain(bench.Store.Written, sample => sample.Series.Contains("ALERTS", StringComparison.Ordinal));
        bench.Clock.Advance(Interval);
        service.RunDue();

        var alert = Assert.Single(service.Snapshot()[0].Rules[0].Alerts);
        var waited = bench.Clock.NowMs() - alert.ActiveAt;
        Assert.InRange(waited, TimeSpan.FromMinutes(25) - TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(25) + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_alert_that_had_almost_waited_long_enough_waits_for_the_grace_period()
    {
        using var bench = new RuleBench();
        var restarted = bench.Clock.NowMs();
        bench.Source.Add(
            Labels.From(("__name__", "ALERTS_FOR_STATE"), ("alertname", "Up"), ("job", "node")),
            restarted - TimeSpan.FromMinutes(1), Math.Floor((restarted - TimeSpan.FromMinutes(59)).ToUnixSeconds()));
        bench.Source.AddAll(
            Labels.From(("__name__", "up"), ("job", "node")), restarted.Value, 30_000, Enumerable.Repeat(1.0, 20));
        using var service = Service(bench);
        await service.ApplyAsync(
            Groups(RuleBench.Group(RuleBench.Alert("Up", "up", holdFor: "1h"))), CancellationToken.None);
        bench.Clock.Advance(Interval);
        service.RunDue();
        bench.Clock.Advance(Interval);
        service.RunDue();

        var alert = Assert.Single(service.Snapshot()[0].Rules[0].Alerts);
        Assert.Equal(TimeSpan.FromMinutes(50), bench.Clock.NowMs() - alert.ActiveAt);
    }

    [Fact]
    public async Task An_alert_whose_history_ended_with_a_stale_marker_starts_anew()
    {
        using var bench = new RuleBench();
        var restarted = bench.Clock.NowMs();
        var history = Labels.From(("__name__", "ALERTS_FOR_STATE"), ("alertname", "Up"), ("job", "node"));
        bench.Source.Add(history, restarted - TimeSpan.FromMinutes(30), 1);
        bench.Source.Add(history, restarted - TimeSpan.FromMinutes(20), StaleMarker.Value);
        bench.Source.AddAll(
            Labels.From(("__name__", "up"), ("job", "node")), restarted.Value, 30_000, Enumerable.Repeat(1.0, 20));
        using var service = Service(bench);
        await service.ApplyAsync(
            Groups(RuleBench.Group(RuleBench.Alert("Up", "up", holdFor: "1h"))), CancellationToken.None);
        bench.Clock.Advance(2 * Interval);
        service.RunDue();
        bench.Clock.Advance(Interval);
        service.RunDue();

        Assert.InRange(
            bench.Clock.NowMs() - Assert.Single(service.Snapshot()[0].Rules[0].Alerts).ActiveAt,
            TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Everything_that_is_wrong_with_rules_is_said_with_its_place()
    {
        var group = RuleBench.Group(
            RuleBench.Record("a", "sum(") with { ExprLocation = new("rules.yml", 7, 11) },
            RuleBench.Alert("B", "up", annotations: [("text", "{{ $nothing }}")]),
            RuleBench.Alert("C", "up", labels: [("severity", "{{ $labels.quantile * 100 }}")]));

        Assert.False(RuleGroups.TryBuild(
            [new RuleFileConfig { Path = "rules.yml", Groups = [group] }], new RuleBuildContext(), out _, out var diagnostics));

        Assert.Equal(
            [
                "rules.yml:7:15: error: group \"group\", rule 1, \"a\": could not parse expression: 1:5: parse error: unclosed left parenthesis",
                "error: group \"group\", rule 2, \"B\": annotation \"text\": template: __alert_B:1: undefined variable \"$nothing\"",
                "error: group \"group\", rule 3, \"C\": label \"severity\": template: __alert_C:1: unexpected \"*\" in operand",
            ],
            diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Fact]
    public async Task The_threads_evaluate_on_their_own_and_end_when_told()
    {
        using var bench = new RuleBench();
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var service = new RuleService(
            new SignallingEngine(bench.Engine, answered), bench.Store, bench.Sink, new RuleOptions(),
            TimeProvider.System, NullLogger<RuleService>.Instance);
        service.Start();
        await service.ApplyAsync(
            Groups(RuleBench.Group(RuleBench.Record("one", "vector(1)")) with { Interval = TimeSpan.FromMilliseconds(50) }),
            CancellationToken.None);

        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        service.Dispose();

        Assert.Empty(service.Snapshot());
    }

    [Fact]
    public async Task A_query_that_breaks_marks_its_rule_and_is_counted()
    {
        using var bench = new RuleBench();
        using var service = new RuleService(
            new BrokenEngine(), bench.Store, bench.Sink, new RuleOptions(), bench.Clock, NullLogger<RuleService>.Instance);
        await service.ApplyAsync(
            Groups(RuleBench.Group(RuleBench.Record("one", "vector(1)"), RuleBench.Record("two", "vector(2)"))),
            CancellationToken.None);
        bench.Clock.Advance(Interval);
        service.RunDue();

        Assert.All(service.Snapshot()[0].Rules, rule => Assert.Equal("the engine broke", rule.LastError));
        Assert.Equal(2, CollectedMetrics.Of(service)["belfry_rule_loop_failures_total"]);
        Assert.Equal(2, Metric(service, "prometheus_rule_evaluation_failures_total"));
    }

    private static RuleService Service(RuleBench bench) => new(
        bench.Engine, bench.Store, bench.Sink, new RuleOptions(), bench.Clock, NullLogger<RuleService>.Instance);

    private static RuleGroups Groups(params RuleGroupConfig[] groups) => RuleBench.Build(new RuleBuildContext(), groups);

    private static double Metric(RuleService service, string name) =>
        CollectedMetrics.Of(service)[name + "{rule_group=\"rules.yml;group\"}"];

    private sealed class SignallingEngine(IQueryEngine inner, TaskCompletionSource answered) : IQueryEngine
    {
        public QueryResult Evaluate(QueryRequest request, CancellationToken cancellationToken)
        {
            answered.TrySetResult();
            return inner.Evaluate(request, cancellationToken);
        }
    }

    private sealed class BrokenEngine : IQueryEngine
    {
        public QueryResult Evaluate(QueryRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("the engine broke");
    }
}
