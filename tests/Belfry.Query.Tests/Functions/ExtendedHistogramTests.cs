using Belfry.Query.Scripts;
using Belfry.Testing.Time;
using Xunit;

namespace Belfry.Query.Tests.Functions;

/// <summary>
/// <c>anchored</c> and <c>smoothed</c> selectors of native histograms; figures worked out by hand from the samples.
/// </summary>
public sealed class ExtendedHistogramTests
{
    private const string Load = """
        load 10s
          h {{count:2 buckets:[2]}}+{{count:2 buckets:[2]}}x1 {{count:1 buckets:[1]}}+{{count:2 buckets:[2]}}x1
          gauge {{count:2 counter_reset_hint:gauge}} {{count:6 counter_reset_hint:gauge}}
          marked {{count:10}} {{count:5 counter_reset_hint:reset}}
          mixed {{count:1}} 5 {{count:2}}
          kinds {{schema:0 count:1}} {{schema:-53 count:1 custom_values:[5]}}


        """;

    [Theory]
    [InlineData("increase(h[30s] anchored)", "{{count:5 buckets:[5]}}")]
    [InlineData("rate(h[30s] anchored) * 30", "{{count:5 buckets:[5]}}")]
    [InlineData("increase(h[15s] anchored)", "{{count:3 buckets:[3]}}")]
    [InlineData("increase(h[15s] smoothed)", "{{count:2.5 buckets:[2.5]}}")]
    [InlineData("increase(h[30s] smoothed offset 5s)", "{{count:4 buckets:[4]}}")]
    [InlineData("increase(marked[5s] smoothed @ 8)", "{{count:2.5}}")]
    [InlineData("increase(marked[20s] smoothed @ 10)", "{{count:5}}")]
    [InlineData("delta(h[15s] smoothed)", "{{count:0.5 buckets:[0.5]}}")]
    [InlineData("delta(gauge[10s] anchored @ 10)", "{{count:4}}")]
    [InlineData("resets(h[15s] anchored)", "1")]
    [InlineData("resets(h[5s] anchored)", "0")]
    [InlineData("changes(h[15s] anchored)", "2")]
    [InlineData("changes(mixed[5s] anchored @ 10)", "1")]
    [InlineData("changes(mixed[5s] anchored @ 20)", "1")]
    [InlineData("resets(mixed[20s] anchored)", "1")]
    public void Ends_are_taken_from_outside_or_interpolated(string query, string expected) =>
        Check(Load + $"eval instant at 30s {query}\n  {{}} {expected}\n");

    [Theory]
    [InlineData("h smoothed offset 5s", "{{count:2 buckets:[2]}}")]
    [InlineData("h smoothed offset 15s", "{{count:0.5 buckets:[0.5]}}")]
    [InlineData("h smoothed", "{{count:3 buckets:[3]}}")]
    [InlineData("h smoothed @ 100", "{{count:3 buckets:[3] counter_reset_hint:unknown}}")]
    [InlineData("gauge smoothed @ 5", "{{count:4}}")]
    public void Instants_are_interpolated_and_keep_their_name(string query, string expected) =>
        Check(Load + $"eval instant at 30s {query}\n  {query.Split(' ')[0]} {expected}\n");

    [Theory]
    [InlineData("increase(mixed[30s] anchored)", "warn",
        "PromQL warning: encountered a mix of histograms and floats for metric name \"mixed\" (1:10)")]
    [InlineData("mixed smoothed", "warn",
        "PromQL warning: encountered a mix of histograms and floats for metric name \"mixed\" (1:1)")]
    [InlineData("increase(kinds[30s] anchored)", "warn",
        "PromQL warning: vector contains a mix of histograms with exponential and custom buckets schemas "
        + "for metric name \"kinds\" (1:10)")]
    [InlineData("kinds smoothed offset 25s", "warn",
        "PromQL warning: vector contains a mix of histograms with exponential and custom buckets schemas "
        + "for metric name \"kinds\" (1:1)")]
    [InlineData("h[30s] anchored", "fail", "anchored modifier is not supported with histograms")]
    [InlineData("h[30s] smoothed", "fail", "smoothed modifier is not supported with histograms")]
    public void What_cannot_be_computed_is_said(string query, string kind, string expected) =>
        Check(Load + $"eval instant at 30s {query}\n  expect {kind} msg: {expected}\n");

    [Theory]
    [InlineData("increase(gauge[10s] anchored @ 10)", "counter: \"gauge\" (1:10)", "{{count:4}}")]
    [InlineData("delta(h[10s] smoothed)", "gauge: \"h\" (1:7)", "{{count:2 buckets:[2]}}")]
    public void Kinds_of_metrics_are_remarked_on(string query, string kind, string expected) => Check(
        Load + $"eval instant at 30s {query}\n  expect warn msg: PromQL warning: "
        + $"this native histogram metric is not a {kind}\n  {{}} {expected}\n");

    private static void Check(string script)
    {
        var report = PromQLScript.Run(
            script, delayedNameRemoval: false, new ManualClock(), TestContext.Current.CancellationToken);

        Assert.Empty(report.Failures);
        Assert.Equal(1, report.Passed);
    }
}
