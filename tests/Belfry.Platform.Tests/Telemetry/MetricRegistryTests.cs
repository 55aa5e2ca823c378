using Belfry.Platform.Telemetry;
using Belfry.Testing.Metrics;
using Xunit;

namespace Belfry.Platform.Tests.Telemetry;

public sealed class MetricRegistryTests
{
    private readonly MetricRegistry metrics = new();

    [Fact]
    public void A_family_without_labels_is_written_before_its_first_use()
    {
        metrics.Counter("a_total", "A.");

        Assert.Equal(0, CollectedMetrics.Of(metrics)["a_total"]);
    }

    [Fact]
    public void The_same_name_gives_the_same_family()
    {
        metrics.Counter("a_total", "A.", "kind").With("x").Increment();
        metrics.Counter("a_total", "A.", "kind").With("x").Increment(2);

        Assert.Equal(3, CollectedMetrics.Of(metrics)["a_total{kind=\"x\"}"]);
    }

    [Fact]
    public void Buckets_are_cumulative_and_their_bounds_inclusive()
    {
        var histogram = metrics.Histogram("h", "H.", [0.1, 1]);
        histogram.Observe(0.1);
        histogram.Observe(0.5);
        histogram.Observe(7);

        var samples = CollectedMetrics.Of(metrics);

        Assert.Equal(1, samples["h_bucket{le=\"0.1\"}"]);
        Assert.Equal(2, samples["h_bucket{le=\"1\"}"]);
        Assert.Equal(3, samples["h_bucket{le=\"+Inf\"}"]);
        Assert.Equal(3, samples["h_count"]);
        Assert.Equal(7.6, samples["h_sum"], 9);
    }

    [Fact]
    public void Label_sets_beyond_the_limit_are_folded_into_one()
    {
        var family = metrics.Gauge("g", "G.", "id");
        for (var id = 0; id < MetricFamily.LabelSetCountMax + 5; id++)
        {
            family.With(id.ToString(System.Globalization.CultureInfo.InvariantCulture)).Add(1);
        }

        var samples = CollectedMetrics.Of(metrics);

        Assert.Equal(MetricFamily.LabelSetCountMax + 1, samples.Count);
        Assert.Equal(5, samples["g{id=\"other\"}"]);
    }

    [Fact]
    public void Counting_from_two_threads_loses_nothing()
    {
        var counter = metrics.Counter("a_total", "A.").With();

        Parallel.For(0, 100_000, _ => counter.Increment());

        Assert.Equal(100_000, counter.Value);
    }
}
