using Belfry.Configuration.Prometheus;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;
using Belfry.Storage.Contracts;
using Belfry.Testing.Protobuf;
using Xunit;

namespace Belfry.Ingestion.Tests.Scrape;

public sealed class HistogramScrapeTests
{
    private const string Small =
        "{count:5, sum:18.4, [-0.001,0.001]:1, (0.7071067811865475,1]:2, (1,1.414213562373095]:2}";

    private static ScrapeConfig Native => new() { JobName = "j", ScrapeNativeHistograms = true };

    [Fact]
    public void Native_histograms_are_stored_and_end_with_a_marker_of_their_kind()
    {
        var rig = new TakerRig();

        Assert.Null(rig.Take(1, Exposition(RemoteMessages.SmallHistogram)));
        Assert.Null(rig.Take(2, Exposition(RemoteMessages.SmallHistogram)));
        Assert.Equal((1, 1, 0), (rig.Tally.Scraped, rig.Tally.PostRelabeling, rig.Tally.SeriesAdded));
        Assert.Null(rig.Take(3, ""u8.ToArray()));

        Assert.Equal(
            [$"{{__name__=\"h\", job=\"j\"}} 1:{Small} 2:{Small} 3:stale IntegerHistogram"], rig.Histograms());
    }

    [Fact]
    public void A_scrape_that_fails_ends_histograms_too()
    {
        var rig = new TakerRig();
        rig.Take(1, Exposition(RemoteMessages.SmallHistogram));

        Assert.Equal("unexpected EOF", rig.Take(2, [5]));
        Assert.Equal([$"{{__name__=\"h\", job=\"j\"}} 1:{Small} 2:stale IntegerHistogram"], rig.Histograms());
    }

    [Fact]
    public void An_invalid_histogram_fails_the_scrape()
    {
        var rig = new TakerRig();
        var broken = new IntegerHistogram { Count = 9, ZeroCount = 1 };

        Assert.StartsWith("1 observations found in buckets, but the Count field is 9", rig.Take(1, Exposition(broken)),
            StringComparison.Ordinal);
        Assert.Empty(rig.Histograms());
    }

    [Fact]
    public void Buckets_are_merged_down_to_the_limits_of_the_job()
    {
        var wide = new IntegerHistogram
        {
            Schema = 3, Count = 8, PositiveSpans = [new BucketSpan(1, 8)], PositiveDeltas = [1, 0, 0, 0, 0, 0, 0, 0],
        };
        var bySchema = new TakerRig(Native with { Limits = new() { NativeHistogramMinBucketFactor = 2 } });
        var byBuckets = new TakerRig(Native with { Limits = new() { NativeHistogramBuckets = 4 } });
        var impossible = new TakerRig(Native with { Limits = new() { NativeHistogramBuckets = 1 } });
        var spread = new IntegerHistogram
        {
            Schema = -4,
            Count = 2,
            PositiveSpans = [new BucketSpan(1, 1), new BucketSpan(3, 1)],
            PositiveDeltas = [1, 0],
        };

        bySchema.Take(1, Exposition(wide));
        byBuckets.Take(1, Exposition(wide));

        Assert.Equal(0, Assert.Single(bySchema.Store.Histograms).Histogram.Schema);
        Assert.Equal(2, Assert.Single(byBuckets.Store.Histograms).Histogram.Schema);
        Assert.Equal("histogram bucket limit exceeded", impossible.Take(1, Exposition(spread)));
        Assert.Equal((1, 1), (impossible.Tally.Scraped, impossible.Tally.BucketLimitExceeded));
    }

    [Fact]
    public void Without_the_switch_a_histogram_is_its_classic_series()
    {
        var rig = new TakerRig(new ScrapeConfig { JobName = "j" });

        Assert.Null(rig.Take(1, Exposition(RemoteMessages.SmallHistogram)));
        Assert.Empty(rig.Histograms());
        Assert.Equal(
            ["h_bucket", "h_count", "h_sum"],
            rig.Store.Series.Keys.Select(series => series.Split('"')[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_series_that_went_from_float_to_histogram_ends_as_a_histogram()
    {
        var rig = new TakerRig();
        rig.Take(1, "# TYPE h gauge\nh 1\n# EOF\n");
        rig.Take(2, Exposition(RemoteMessages.SmallHistogram));
        rig.Take(3, "# EOF\n");

        Assert.Equal([$"{{__name__=\"h\", job=\"j\"}} 2:{Small} 3:stale IntegerHistogram"], rig.Histograms());
    }

    [Fact]
    public void Classic_histograms_are_converted_when_the_job_says_so()
    {
        const string Text =
            "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 5\nh_sum 7.5\nh_count 5\n# EOF\n";
        var rig = new TakerRig(new ScrapeConfig { JobName = "j", ConvertClassicHistogramsToNhcb = true });

        Assert.Null(rig.Take(1, Text));
        Assert.Null(rig.Take(2, Text.Replace("h_sum 7.5", "h_sum 8.5", StringComparison.Ordinal)));
        Assert.Equal((1, 0), (rig.Tally.Scraped, rig.Tally.SeriesAdded));
        Assert.Null(rig.Take(3, "# EOF\n"));

        Assert.Equal(
            [
                "{__name__=\"h\", job=\"j\"} 1:{count:5, sum:7.5, [-Inf,1]:2, (1,+Inf]:3}"
                + " 2:{count:5, sum:8.5, [-Inf,1]:2, (1,+Inf]:3} 3:stale IntegerHistogram",
            ],
            rig.Histograms());
        Assert.Empty(rig.Store.Series);
    }

    [Fact]
    public void Exemplars_are_stored_with_their_time_or_that_of_the_sample()
    {
        var rig = new TakerRig();

        Assert.Null(rig.Take(5000, "# TYPE c counter\nc_total 1 # {id=\"a\"} 0.5 1.5\n"
            + "c_total{x=\"y\"} 1 # {id=\"b\"} 2\n"
            + $"c_total{{x=\"z\"}} 1 # {{id=\"{new string('l', 127)}\"}} 2\n# EOF\n"));

        Assert.Equal(
            [
                "{__name__=\"c_total\", job=\"j\"} {id=\"a\"} 0.5 @1500",
                "{__name__=\"c_total\", job=\"j\", x=\"y\"} {id=\"b\"} 2 @5000",
            ],
            rig.Exemplars());
    }

    [Fact]
    public void Exemplars_of_a_native_histogram_are_sorted_and_need_a_time()
    {
        var rig = new TakerRig();
        var body = ClientMessages.Exposition(ClientMessages.Family("h", 4).Message(4, ClientMessages.Metric().Message(
            7,
            ClientMessages.Histogram(RemoteMessages.SmallHistogram)
                .Message(16, ClientMessages.Exemplar(3, 3000)).Message(16, ClientMessages.Exemplar(4, null))
                .Message(16, ClientMessages.Exemplar(2, 1000)).Message(16, ClientMessages.Exemplar(1, 1000)))));

        Assert.Null(rig.Take(1, body));
        Assert.Equal([1, 2, 3], rig.Store.Exemplars.Select(one => one.Exemplar.Value));
    }

    [Fact]
    public void Metadata_of_protobuf_is_known_like_that_of_texts()
    {
        var rig = new TakerRig();
        rig.Take(1, ClientMessages.Exposition(
            ClientMessages.Family("c_bytes_total", 0, "Some \"help\"\\", "bytes").Message(4, ClientMessages.Metric()),
            ClientMessages.Family("h", 5, "More.").Message(4, ClientMessages.Metric())));

        Assert.Equal(
            new MetricMetadata(MetricType.Counter, "Some \"help\"\\", "bytes"), rig.Metadata()["c_bytes_total"]);
        Assert.Equal(new MetricMetadata(MetricType.GaugeHistogram, "More.", ""), rig.Metadata()["h"]);
    }

    private static byte[] Exposition(IntegerHistogram histogram) => ClientMessages.Exposition(
        ClientMessages.Family("h", 4).Message(
            4, ClientMessages.Metric().Message(7, ClientMessages.Histogram(histogram))));
}
