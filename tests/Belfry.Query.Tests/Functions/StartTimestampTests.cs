using System.Globalization;
using Belfry.Model;
using Belfry.Query.Engine;
using Belfry.Query.PromQL;
using Belfry.Query.Scripts;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Functions;

/// <summary>
/// What functions make of the times since when samples count. The figures are worked out by hand from the definitions
/// of prometheus <c>promql/functions.go</c>.
/// </summary>
public sealed class StartTimestampTests
{
    private const string Counters = """
        load 1m
          running@st _x2 _   _   _   _
          running    _x2 10  20  30  40
          restarted@st _x2 -30s -90s -30s -90s
          restarted    _x2 10   20   30   40
          delta@st _x2 -1m -1m -1m -1m
          delta    _x2 10  10  10  10
          unknown@st _x2 0s -1m -2m -3m
          unknown    _x2 10 10  10  10
          late@st _x2 _ _ _ -30s
          late    _x2 _ _ _ 12


        """;

    private const string Histograms = """
        load 1m
          h@st _x2 -1m -1m -1m -1m
          h    _x2 {{count:10 sum:10 buckets:[10]}}x3
          one@st _x2 _ _ _ -30s
          one    _x2 _ _ _ {{count:5 sum:5 buckets:[5]}}
          plain  _x2 {{count:10 sum:10 buckets:[10]}}x3
          mixed@st _x2 -1m -1m -1m -1m
          mixed    _x2 5   5   {{count:10 sum:10 buckets:[10]}}x1


        """;

    private const string Overlap =
        "PromQL warning: sample has start time that overlaps with previous sample timestamp for metric";

    // The one that was restarted stood at zero at 3m30s, half a minute before its third sample.
    [Theory]
    [InlineData("resets(running[4m])", "0")]
    [InlineData("resets(restarted[4m])", "1")]
    [InlineData("resets(delta[4m])", "3")]
    [InlineData("resets(unknown[4m])", "0")]
    [InlineData("resets(restarted[1m30s] anchored)", "1")]
    [InlineData("resets(delta[1m] anchored)", "1")]
    [InlineData("irate(running[4m]) * 60", "10")]
    [InlineData("irate(restarted[4m]) * 60", "10")]
    [InlineData("irate(restarted[4m] @ 240) * 60", "30")]
    [InlineData("irate(delta[4m]) * 60", "10")]
    [InlineData("irate(unknown[4m]) * 60", "0")]
    [InlineData("idelta(delta[4m])", "0")]
    [InlineData("delta(restarted[3m])", "30")]
    [InlineData("changes(delta[4m])", "0")]
    [InlineData("increase(delta[3m])", "30")]
    [InlineData("increase(unknown[3m])", "0")]
    [InlineData("increase(late[3m])", "12")]
    [InlineData("rate(late[3m]) * 180", "12")]
    [InlineData("increase(restarted[1m59s])", "40")]
    [InlineData("increase(restarted[3m] @ 320)", "60")]
    [InlineData("start_timestamp(running)", "0")]
    [InlineData("start_timestamp((restarted @ 240))", "210")]
    [InlineData("start_timestamp(restarted offset 1m)", "210")]
    public void Counters_are_told_by_their_starts(string query, string expected) =>
        Check(Counters + $"eval instant at 5m {query}\n  {{}} {expected}\n");

    [Theory]
    [InlineData("increase(late[30s])")]
    [InlineData("increase(late[3m:1m])")]
    [InlineData("start_timestamp(restarted * 1)")]
    public void A_start_outside_the_range_or_of_a_computed_sample_is_not_known(string query) =>
        Check(Counters + $"eval instant at 5m {query}\n");

    [Theory]
    [InlineData("increase(h[3m])", "{{count:30 sum:30 buckets:[30]}}")]
    [InlineData("increase(h[4m1s])", "{{count:40 sum:40 buckets:[40]}}")]
    [InlineData("increase(one[3m])", "{{count:5 sum:5 buckets:[5]}}")]
    [InlineData("irate(h[4m]) * 60", "{{count:10 sum:10 buckets:[10]}}")]
    [InlineData("increase(plain[2m1s]) * 0", "{{count:0 sum:0}}")]
    [InlineData("resets(h[4m])", "3")]
    [InlineData("resets(mixed[4m])", "3")]
    [InlineData("resets(mixed[2m] anchored)", "2")]
    [InlineData("start_timestamp(h)", "240")]
    [InlineData("histogram_count(increase(h[3m]))", "30")]
    public void Histograms_are_told_by_their_starts(string query, string expected) =>
        Check(Histograms + $"eval instant at 5m {query}\n  {{}} {expected}\n");

    [Fact]
    public void Samples_that_overlap_are_remarked_on_where_a_range_holds_both() => Check($$$"""
        load 1m
          a_total@st _x5 -1m -3m -4m
          a_total    _x5 1   2   3
          h_total@st _x5 -1m -3m -4m
          h_total    _x5 {{count:1}} {{count:2}} {{count:3}}

        eval instant at 7m rate(a_total[3m])
          expect warn msg: {{{Overlap}}} "a_total" (1:6)
          {} 0.016666666666666666

        eval instant at 5m rate(a_total[2m])
          expect no_warn
          {} 0.008333333333333333

        eval instant at 7m delta(a_total[3m])
          expect no_warn
          {} 3

        eval instant at 7m rate(h_total[3m])
          expect warn msg: {{{Overlap}}} "h_total" (1:6)
          {} {{count:0.016666666666666666}}

        """);

    [Fact]
    public void A_stale_marker_takes_its_start_with_it() => Check("""
        load 1m
          c@st _x2 -1m _     -1m -1m
          c    _x2 10  stale 10  10

        eval instant at 5m resets(c[4m])
          {} 2

        """);

    [Fact]
    public void Starts_are_not_looked_at_unless_the_engine_is_told_to()
    {
        var store = new ScriptStore();
        var load = Assert.IsType<LoadCommand>(Assert.Single(new ScriptParser(Counters).Parse()));
        ScriptLoading.Load(load, store);

        Assert.Equal("0", Ask(store, "resets(restarted[4m])", isUsed: false));
        Assert.Equal("1", Ask(store, "resets(restarted[4m])", isUsed: true));
        Assert.Equal("", Ask(store, "start_timestamp(restarted)", isUsed: false));
        Assert.Equal("210", Ask(store, "start_timestamp(restarted)", isUsed: true));
    }

    private static string Ask(ScriptStore store, string query, bool isUsed)
    {
        var options = new QueryEngineOptions { Features = PromQLFeatures.All, UseStartTimestamps = isUsed };
        using var engine = new QueryEngine(store, options, new ManualClock());
        var result = engine.Evaluate(
            QueryRequest.Instant(query, new TimestampMs(300_000)), TestContext.Current.CancellationToken);
        return string.Join(' ', Assert.IsType<VectorValue>(result.Value).Samples.Select(
            sample => sample.Value.ToString(CultureInfo.InvariantCulture)));
    }

    private static void Check(string script)
    {
        var report = PromQLScript.Run(
            script, delayedNameRemoval: false, new ManualClock(), TestContext.Current.CancellationToken);

        Assert.Empty(report.Failures);
        Assert.True(report.Passed > 0);
    }
}
