using Belfry.Alerting.Rules;
using Belfry.Model;
using Belfry.Model.Histograms;
using Xunit;

namespace Belfry.Alerting.Tests.Rules;

public sealed class RecordingRuleTests
{
    [Fact]
    public void The_answer_gets_the_rules_name_and_labels()
    {
        using var bench = new RuleBench();
        bench.Load("1m", Labels.From(("__name__", "metric"), ("a", "1"), ("b", "3")), 1);
        bench.Load("1m", Labels.From(("__name__", "metric"), ("a", "2"), ("b", "4")), 10);
        using var group = bench.Start(RuleBench.Group(
            RuleBench.Record("plain", "metric"),
            RuleBench.Record("more", "metric", ("extra", "foo")),
            RuleBench.Record("other", "metric", ("a", "rule")),
            RuleBench.Record("less", "metric", ("a", "")),
            RuleBench.Record("one", "4 * 2")));

        group.Evaluate(new TimestampMs(0));

        Assert.Equal(
            [
                "{__name__=\"less\", b=\"3\"} 1",
                "{__name__=\"less\", b=\"4\"} 10",
                "{__name__=\"more\", a=\"1\", b=\"3\", extra=\"foo\"} 1",
                "{__name__=\"more\", a=\"2\", b=\"4\", extra=\"foo\"} 10",
                "{__name__=\"one\"} 8",
                "{__name__=\"other\", a=\"rule\", b=\"3\"} 1",
                "{__name__=\"other\", a=\"rule\", b=\"4\"} 10",
                "{__name__=\"plain\", a=\"1\", b=\"3\"} 1",
                "{__name__=\"plain\", a=\"2\", b=\"4\"} 10",
            ],
            bench.Store.At(0));
    }

    [Fact]
    public void Later_rules_see_what_earlier_ones_of_the_group_wrote()
    {
        using var bench = new RuleBench();
        using var group = bench.Start(RuleBench.Group(
            RuleBench.Record("a", "vector(1)"), RuleBench.Record("b", "a + 1"), RuleBench.Record("c", "b + 1")));

        group.Evaluate(new TimestampMs(0));

        Assert.Contains("{__name__=\"c\"} 3", bench.Store.At(0));
    }

    [Fact]
    public void Native_histograms_are_recorded_unless_they_cannot_be_stored()
    {
        using var bench = new RuleBench();
        var labels = Labels.From(("__name__", "h"));
        for (var index = 0; index < 2; index++)
        {
            var histogram = new FloatHistogram
            {
                Count = 2 + index,
                Sum = 3,
                PositiveSpans = [new BucketSpan(0, 1)],
                PositiveBuckets = [2 + index],
            };
            bench.Source.Add(labels, new TimestampMs(index * 60_000), histogram);
        }

        using var group = bench.Start(RuleBench.Group(
            RuleBench.Record("doubled", "h * 2"), RuleBench.Record("negative", "-h")));
        group.Evaluate(new TimestampMs(60_000));

        var (series, _, recorded) = Assert.Single(bench.Store.Histograms);
        Assert.Equal("{__name__=\"doubled\"}", series);
        Assert.Equal("{count:6, sum:6, (0.5,1]:6}", recorded.ToString());
        Assert.Empty(bench.Store.Written);
    }

    [Fact]
    public void A_series_that_vanishes_gets_a_stale_marker()
    {
        using var bench = new RuleBench();
        bench.Load("1s", Labels.From(("__name__", "a")), 1, 2, StaleMarker.Value);
        using var group = bench.Start(RuleBench.Group(RuleBench.Record("a_plus_one", "a + 1")));

        foreach (var (time, value) in new[] { (0, "2"), (1000, "3"), (2000, "stale") })
        {
            group.Evaluate(new TimestampMs(time));
            Assert.Equal([$"{{__name__=\"a_plus_one\"}} {value}"], bench.Store.At(time));
        }

        group.Evaluate(new TimestampMs(3000));
        Assert.Empty(bench.Store.At(3000));
    }

    [Fact]
    public void Two_elements_that_become_one_series_fail_the_rule()
    {
        using var bench = new RuleBench();
        bench.Load("1m", Labels.From(("__name__", "metric")), 1);
        bench.Load("1m", Labels.From(("__name__", "metric"), ("test", "x")), 1);
        using var group = bench.Start(RuleBench.Group(RuleBench.Record("foo", "metric", ("test", "test"))));

        group.Evaluate(new TimestampMs(0));

        Assert.Equal(
            "vector contains metrics with the same labelset after applying rule labels",
            group.Snapshot.Rules[0].LastError);
        Assert.Empty(bench.Store.Written);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(-1, "")]
    [InlineData(2, "")]
    [InlineData(1, "exceeded limit of 1 with 2 series")]
    public void A_limit_counts_the_series_of_a_rule(int limit, string error)
    {
        using var bench = new RuleBench();
        bench.Load("1m", Labels.From(("__name__", "metric"), ("a", "1")), 1);
        bench.Load("1m", Labels.From(("__name__", "metric"), ("a", "2")), 1);
        using var group = bench.Start(RuleBench.Group(RuleBench.Record("out", "metric")) with { Limit = limit });

        group.Evaluate(new TimestampMs(0));

        Assert.Equal(error, group.Snapshot.Rules[0].LastError);
    }

    [Fact]
    public void A_rule_that_fails_does_not_stop_those_after_it_and_ends_no_series()
    {
        using var bench = new RuleBench();
        bench.Load("1m", Labels.From(("__name__", "metric"), ("a", "1")), 1, 1, 1);
        bench.Load("1m", Labels.From(("__name__", "metric"), ("a", "2")), StaleMarker.Value, 1);
        using var group = bench.Start(RuleBench.Group(
            RuleBench.Record("first", "metric"), RuleBench.Record("second", "vector(2)")) with { Limit = 1 });

        group.Evaluate(new TimestampMs(0));
        group.Evaluate(new TimestampMs(60_000));

        Assert.Equal(RuleHealth.Bad, group.Snapshot.Rules[0].Health);
        Assert.Equal(["{__name__=\"second\"} 2"], bench.Store.At(60_000));
        Assert.Equal(1, group.Counters.Failures);
        Assert.Equal(4, group.Counters.Evaluations);
    }

    [Fact]
    public void An_answer_that_is_no_vector_fails_the_rule()
    {
        using var bench = new RuleBench();
        using var group = bench.Start(RuleBench.Group(RuleBench.Record("text", "\"words\"")));

        group.Evaluate(new TimestampMs(0));

        Assert.Equal("rule result is not a vector or scalar", group.Snapshot.Rules[0].LastError);
    }
}
