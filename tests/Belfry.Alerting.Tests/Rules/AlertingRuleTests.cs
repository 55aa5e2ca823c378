using Belfry.Alerting.Rules;
using Belfry.Model;
using Belfry.Storage.Contracts;
using Xunit;

namespace Belfry.Alerting.Tests.Rules;

public sealed class AlertingRuleTests
{
    private const long Minute = 60_000;

    [Fact]
    public void An_alert_waits_then_fires_then_ends_and_comes_back_as_a_new_one()
    {
        using var bench = new RuleBench();
        bench.Load("5m", Labels.From(("__name__", "level"), ("tank", "a"), ("severity", "from series")), 75, 85, 95, 105, 105, 95, 85);
        bench.Load("5m", Labels.From(("__name__", "level"), ("tank", "b")), 80, 90, 100, 110, 120, 130, 140);
        using var group = bench.Start(RuleBench.Group(RuleBench.Alert(
            "Low", "level < 100", holdFor: "1m", labels: [("severity", "{{ \"c\" }}ritical")])));
        const string labels = "alertname=\"Low\", alertstate=\"{0}\", severity=\"critical\", tank=\"{1}\"}} 1";
        string Series(string state, string tank) =>
            "{__name__=\"ALERTS\", " + string.Format(null, labels, state, tank);

        foreach (var (minute, expected) in new (int, string[])[]
        {
            (0, [Series("pending", "a"), Series("pending", "b")]),
            (5, [Series("firing", "a"), Series("firing", "b")]),
            (10, [Series("firing", "a")]),
            (15, []),
            (20, []),
            (25, [Series("pending", "a")]),
            (30, [Series("firing", "a")]),
        })
        {
            group.Evaluate(new TimestampMs(minute * Minute));
            Assert.Equal(expected, bench.Store.At(minute * Minute, "ALERTS\"").Where(
                sample => !sample.EndsWith(" stale", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_time_since_when_an_alert_is_active_is_written_as_a_series()
    {
        using var bench = new RuleBench();
        bench.Load("5m", Labels.From(("__name__", "level")), 75, 85, 105, 75, 85);
        using var group = bench.Start(RuleBench.Group(RuleBench.Alert("Low", "level < 100", holdFor: "1m")));

        foreach (var (minute, expected) in new (int, string[])[]
        {
            (0, ["0"]), (5, ["0"]), (10, ["stale"]), (15, ["900"]), (20, ["900"]),
        })
        {
            group.Evaluate(new TimestampMs(minute * Minute));
            Assert.Equal(
                expected.Select(value => $"{{__name__=\"ALERTS_FOR_STATE\", alertname=\"Low\"}} {value}"),
                bench.Store.At(minute * Minute, "ALERTS_FOR_STATE"));
        }
    }

    [Fact]
    public void With_a_query_offset_samples_lie_earlier_than_the_evaluation()
    {
        using var bench = new RuleBench();
        bench.Load("5m", Labels.From(("__name__", "level")), 75, 85);
        using var group = bench.Start(
            RuleBench.Group(RuleBench.Alert("Low", "level < 100", holdFor: "1m"))
                with { QueryOffset = TimeSpan.FromMinutes(1) });

        group.Evaluate(new TimestampMs(6 * Minute));

        Assert.Contains("{__name__=\"ALERTS_FOR_STATE\", alertname=\"Low\"} 360", bench.Store.At(5 * Minute));
    }

    [Fact]
    public void An_alert_is_kept_firing_for_a_while_after_its_condition_ended()
    {
        using var bench = new RuleBench();
        bench.Load("1m", Labels.From(("__name__", "level")), 75, 85, 70, 70, 10, 10);
        using var group = bench.Start(RuleBench.Group(
            RuleBench.Alert("High", "level > 50", holdFor: "1m", keepFiringFor: "1m")));

        var states = new List<AlertState>();
        for (var minute = 0; minute < 6; minute++)
        {
            group.Evaluate(new TimestampMs(minute * Minute));
            states.Add(group.Snapshot.Rules[0].State);
        }

        Assert.Equal(
            [AlertState.Pending, AlertState.Firing, AlertState.Firing, AlertState.Firing, AlertState.Firing, AlertState.Inactive],
            states);
        Assert.All(bench.Store.At(5 * Minute), sample => Assert.EndsWith(" stale", sample));
    }

    [Fact]
    public void Elements_that_become_the_same_alert_fail_the_rule()
    {
        using var bench = new RuleBench();
        bench.Load("1m", Labels.From(("__name__", "metric")), 1);
        bench.Load("1m", Labels.From(("__name__", "metric"), ("test", "x")), 1);
        using var group = bench.Start(RuleBench.Group(RuleBench.Alert("foo", "metric", labels: [("test", "test")])));

        group.Evaluate(new TimestampMs(0));

        var rule = group.Snapshot.Rules[0];
        Assert.Equal(RuleHealth.Bad, rule.Health);
        Assert.Equal("vector contains metrics with the same labelset after applying alert labels", rule.LastError);
        Assert.Empty(bench.Store.Written);
    }

    [Fact]
    public void More_alerts_than_the_limit_fail_the_rule_and_clear_its_alerts()
    {
        using var bench = new RuleBench();
        bench.Load("1m", Labels.From(("__name__", "level"), ("tank", "a")), 1);
        bench.Load("1m", Labels.From(("__name__", "level"), ("tank", "b")), 1);
        using var group = bench.Start(RuleBench.Group(RuleBench.Alert("Low", "level")) with { Limit = 1 });

        group.Evaluate(new TimestampMs(0));

        Assert.Equal("exceeded limit of 1 with 2 alerts", group.Snapshot.Rules[0].LastError);
        Assert.Empty(group.Snapshot.Rules[0].Alerts);
        Assert.Empty(bench.Sink.Batches);
    }

    [Fact]
    public void Templates_know_the_series_the_value_and_the_server_and_can_query()
    {
        using var bench = new RuleBench();
        bench.Load("1m", Labels.From(("__name__", "level"), ("tank", "a")), 1234567);
        using var group = bench.Start(
            RuleBench.Group(RuleBench.Alert(
                "High", "level > 1",
                labels: [("where", "{{ $labels.tank }}@{{ $externalLabels.dc }}"), ("gone", "{{ $labels.nothing }}")],
                annotations:
                [
                    ("value", "{{ $value | humanize }} {{ .Value }}"),
                    ("link", "{{ $externalURL }}/x{{ pathPrefix }}"),
                    ("other", "{{ with query \"level\" }}{{ . | first | label \"tank\" }}{{ end }}"),
                ])),
            new RuleBuildContext
            {
                ExternalUrl = "http://belfry/prefix",
                ExternalLabels = Labels.From(("dc", "north"), ("tank", "external")),
            });

        group.Evaluate(new TimestampMs(0));

        var alert = Assert.Single(group.Snapshot.Rules[0].Alerts);
        Assert.Equal("{alertname=\"High\", tank=\"a\", where=\"a@north\"}", alert.Labels.ToString());
        Assert.Equal("1.235M 1.234567e+06", alert.Annotations.Get("value"));
        Assert.Equal("http://belfry/prefix/x/prefix", alert.Annotations.Get("link"));
        Assert.Equal("a", alert.Annotations.Get("other"));
        Assert.Equal(
            "{alertname=\"High\", dc=\"north\", tank=\"a\", where=\"a@north\"}",
            Assert.Single(bench.Sink.Take()).Labels.ToString());
    }

    [Fact]
    public void A_template_that_fails_leaves_its_error_in_its_place()
    {
        using var bench = new RuleBench();
        using var group = bench.Start(RuleBench.Group(RuleBench.Alert(
            "Odd", "vector(1)", annotations: [("summary", "{{ first (query \"nothing\") }}")])));

        group.Evaluate(new TimestampMs(0));

        Assert.Equal(
            "<error expanding template: error executing template __alert_Odd: template: __alert_Odd:1:115: executing "
            + "\"__alert_Odd\" at <first (query \"nothing\")>: error calling first: first() called on vector with no "
            + "elements>",
            Assert.Single(group.Snapshot.Rules[0].Alerts).Annotations.Get("summary"));
    }

    [Fact]
    public void Alerts_are_sent_even_when_the_store_cannot_be_written()
    {
        using var bench = new RuleBench();
        bench.Store.CommitFailure = new StorageFailureException("append failed", "wal/0001", 12, "free some space");
        using var group = bench.Start(RuleBench.Group(RuleBench.Alert("Up", "vector(1)")));

        group.Evaluate(new TimestampMs(0));

        Assert.Single(bench.Sink.Take());
        Assert.Equal(RuleHealth.Bad, group.Snapshot.Rules[0].Health);
        Assert.StartsWith("append failed", group.Snapshot.Rules[0].LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_is_unknown_before_its_first_evaluation()
    {
        using var bench = new RuleBench();
        using var group = bench.Start(RuleBench.Group(RuleBench.Alert("Up", "vector(1)")));

        Assert.Equal(AlertState.Unknown, group.Snapshot.Rules[0].State);
        Assert.Equal(RuleHealth.Unknown, group.Snapshot.Rules[0].Health);
    }
}
