using Belfry.Alerting.Rules;
using Belfry.Model;
using Xunit;

namespace Belfry.Alerting.Tests.Rules;

public sealed class SendingTimelineTests
{
    private const long Step = 30_000;

    [Fact]
    public void A_firing_alert_is_sent_at_once_and_again_after_the_delay_with_a_lease()
    {
        using var bench = new RuleBench();
        bench.Source.AddAll(Labels.From(("__name__", "level")), 0, Step, Enumerable.Repeat(1.0, 20));
        using var group = Start(bench, RuleBench.Alert("High", "level > 0", holdFor: "1m"));

        var sent = Run(bench, group, 10);

        Assert.Equal([2, 5, 8], sent.Select(entry => entry.Step));
        Assert.All(sent, entry =>
        {
            Assert.Equal(new TimestampMs(2 * Step), entry.Alert.StartsAt);
            Assert.Equal(new TimestampMs((entry.Step * Step) + 240_000), entry.Alert.EndsAt);
        });
    }

    [Fact]
    public void A_resolved_alert_is_sent_at_once_and_for_a_quarter_of_an_hour()
    {
        using var bench = new RuleBench();
        bench.Source.AddAll(Labels.From(("__name__", "level")), 0, Step, Enumerable.Repeat(1.0, 4));
        bench.Source.AddAll(Labels.From(("__name__", "level")), 4 * Step, Step, Enumerable.Repeat(0.0, 60));
        using var group = Start(bench, RuleBench.Alert("High", "level > 0"));

        var resolved = Run(bench, group, 60).Where(entry => entry.Alert.EndsAt == new TimestampMs(4 * Step)).ToList();

        Assert.Equal([4, 7, 10], resolved.Take(3).Select(entry => entry.Step));
        Assert.Equal(34, resolved[^1].Step);
        Assert.All(resolved, entry => Assert.Equal(new TimestampMs(0), entry.Alert.StartsAt));
    }

    [Fact]
    public void A_new_pending_alert_takes_the_place_of_the_resolved_one()
    {
        using var bench = new RuleBench();
        bench.Source.AddAll(
            Labels.From(("__name__", "level")), 0, Step, [1, 1, 1, 0, 0, 1, .. Enumerable.Repeat(1.0, 10)]);
        using var group = Start(bench, RuleBench.Alert("High", "level > 0", holdFor: "1m"));

        var sent = Run(bench, group, 12);

        Assert.Equal([2, 3, 7, 10], sent.Select(entry => entry.Step));
        Assert.Equal(new TimestampMs(7 * Step), sent[^1].Alert.StartsAt);
    }

    [Fact]
    public void An_alert_that_was_only_pending_is_never_sent()
    {
        using var bench = new RuleBench();
        bench.Source.AddAll(Labels.From(("__name__", "level")), 0, Step, [1, 1, 0, 0, 0]);
        using var group = Start(bench, RuleBench.Alert("High", "level > 0", holdFor: "3m"));

        Assert.Empty(Run(bench, group, 12));
    }

    [Fact]
    public void The_generator_url_leads_to_the_expression()
    {
        using var bench = new RuleBench();
        using var group = bench.Start(
            RuleBench.Group(RuleBench.Alert("Up", "vector(1) == 1")), new RuleBuildContext { ExternalUrl = "http://b:9090" });

        group.Evaluate(new TimestampMs(0));

        Assert.Equal(
            "http://b:9090/graph?g0.expr=vector%281%29+%3D%3D+1&g0.tab=1", Assert.Single(bench.Sink.Take()).GeneratorUrl);
    }

    private static Belfry.Alerting.Rules.Evaluation.RuleGroupState Start(
        RuleBench bench, Belfry.Configuration.Rules.RuleConfig rule) =>
        bench.Start(RuleBench.Group(rule) with { Interval = TimeSpan.FromMilliseconds(Step) });

    private static List<(int Step, Alert Alert)> Run(
        RuleBench bench, Belfry.Alerting.Rules.Evaluation.RuleGroupState group, int steps)
    {
        var sent = new List<(int Step, Alert Alert)>();
        for (var step = 0; step < steps; step++)
        {
            group.Evaluate(new TimestampMs(step * Step));
            sent.AddRange(bench.Sink.Take().Select(alert => (step, alert)));
        }

        return sent;
    }
}
