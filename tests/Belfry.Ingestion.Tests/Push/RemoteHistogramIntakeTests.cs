using Belfry.Ingestion.Push;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Model.Metrics;
using Belfry.Testing.Protobuf;
using Xunit;

namespace Belfry.Ingestion.Tests.Push;

public sealed class RemoteHistogramIntakeTests
{
    private readonly PushRig rig = new();

    private static FloatHistogram CustomBuckets => new()
    {
        Schema = NativeHistogram.CustomBucketsSchema,
        Count = 6.5,
        Sum = 9,
        PositiveSpans = [new BucketSpan(0, 3)],
        PositiveBuckets = [1.5, 2, 3],
        CustomValues = [0.1, 1],
        CounterResetHint = CounterResetHint.Gauge,
    };

    [Fact]
    public void Histograms_and_exemplars_of_a_series_are_stored_with_its_samples()
    {
        var outcome = rig.SendSeries(RemoteMessages.Series(("__name__", "h"), ("job", "j"))
            .Message(4, RemoteMessages.Histogram(RemoteMessages.SmallHistogram, rig.NowMs))
            .Message(4, RemoteMessages.Histogram(CustomBuckets, rig.NowMs + 1))
            .Message(3, RemoteMessages.Exemplar(7, rig.NowMs, ("trace_id", "abc"), ("none", ""))));

        Assert.Equal(new RemoteWriteOutcome(RemoteWriteStatus.Accepted, "", 0, 0, 2, 1), outcome);
        Assert.Equal(
            ["{__name__=\"h\", job=\"j\"} 0", "{__name__=\"h\", job=\"j\"} 1"],
            rig.Store.Histograms.Select(one => $"{one.Series} {one.Timestamp.Value - rig.NowMs}"));
        Assert.Equal(RemoteMessages.SmallHistogram.ToString(), rig.Store.Histograms[0].Histogram.ToString());
        var custom = Assert.IsType<FloatHistogram>(rig.Store.Histograms[1].Histogram);
        Assert.Equal(CustomBuckets.ToString(), custom.ToString());
        Assert.Equal(CounterResetHint.Gauge, custom.CounterResetHint);
        Assert.Equal(
            ("{__name__=\"h\", job=\"j\"}",
                new Exemplar(Labels.From(("trace_id", "abc")), 7, new TimestampMs(rig.NowMs))),
            Assert.Single(rig.Store.Exemplars));
        Assert.Equal(2, rig.Metric("belfry_remote_write_histograms_written_total"));
    }

    [Fact]
    public void A_stale_marker_is_a_histogram_like_any_other()
    {
        var stale = new IntegerHistogram { Sum = StaleMarker.Value };

        Assert.Equal(
            RemoteWriteStatus.Accepted,
            rig.SendSeries(RemoteMessages.Series(("__name__", "h"))
                .Message(4, RemoteMessages.Histogram(stale, rig.NowMs))).Status);
        Assert.True(Assert.Single(rig.Store.Histograms).Histogram.IsStale);
    }

    [Fact]
    public void An_invalid_histogram_is_refused_and_the_rest_is_stored()
    {
        var broken = new IntegerHistogram
        {
            Count = 9, PositiveSpans = [new BucketSpan(0, 1)], PositiveDeltas = [2],
        };

        var outcome = rig.SendSeries(RemoteMessages.Series(("__name__", "h"))
            .Message(4, RemoteMessages.Histogram(broken, rig.NowMs))
            .Message(4, RemoteMessages.Histogram(RemoteMessages.SmallHistogram, rig.NowMs + 1)));

        Assert.Equal(
            new RemoteWriteOutcome(
                RemoteWriteStatus.Rejected,
                "2 observations found in buckets, but the Count field is 9: histogram's observation count should equal "
                + "the number of observations found in the buckets (in absence of NaN) for series {__name__=\"h\"}",
                0, 1, 1, 0),
            outcome);
        Assert.Equal(1, rig.Metric("belfry_remote_write_invalid_histograms_total"));
    }

    [Fact]
    public void A_finer_schema_than_is_stored_is_reduced_and_one_that_is_none_is_refused()
    {
        var fine = new IntegerHistogram
        {
            Schema = 10, Count = 3, PositiveSpans = [new BucketSpan(1, 2)], PositiveDeltas = [1, 1],
        };
        var unknown = new IntegerHistogram { Schema = -20 };

        var outcome = rig.SendSeries(RemoteMessages.Series(("__name__", "h"))
            .Message(4, RemoteMessages.Histogram(fine, rig.NowMs))
            .Message(4, RemoteMessages.Histogram(unknown, rig.NowMs + 1)));

        Assert.Equal(1, outcome.HistogramsWritten);
        Assert.Equal(8, Assert.Single(rig.Store.Histograms).Histogram.Schema);
        Assert.StartsWith("histogram has an invalid schema", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_histogram_too_far_ahead_is_out_of_bounds()
    {
        var outcome = rig.SendSeries(RemoteMessages.Series(("__name__", "h"))
            .Message(4, RemoteMessages.Histogram(RemoteMessages.SmallHistogram, rig.NowMs + 601_000)));

        Assert.Equal(
            "out of bounds: timestamp is too far in the future for series {__name__=\"h\"}", outcome.Message);
        Assert.Empty(rig.Store.Histograms);
    }

    [Fact]
    public void A_damaged_histogram_spoils_the_whole_request()
    {
        var outcome = rig.SendSeries(RemoteMessages.Series(("__name__", "h"))
            .Message(2, RemoteMessages.Sample(1, rig.NowMs)).Bytes(4, [0x62, 0x05]));

        Assert.Equal((RemoteWriteStatus.Rejected, "unexpected EOF"), (outcome.Status, outcome.Message));
        Assert.Equal(0, rig.Store.CommitCount);
    }

    [Fact]
    public void A_wrong_exemplar_is_left_out_and_counted_but_fails_nothing()
    {
        var outcome = rig.SendSeries(RemoteMessages.Series(("__name__", "h"))
            .Message(2, RemoteMessages.Sample(1, rig.NowMs))
            .Message(3, RemoteMessages.Exemplar(1, rig.NowMs, ("a", new string('é', 128))))
            .Message(3, RemoteMessages.Exemplar(2, rig.NowMs, ("a", new string('é', 127))))
            .Message(3, RemoteMessages.Exemplar(3, rig.NowMs + 601_000, ("a", "b"))));

        Assert.Equal(new RemoteWriteOutcome(RemoteWriteStatus.Accepted, "", 1, 0, 0, 1), outcome);
        Assert.Equal(2, Assert.Single(rig.Store.Exemplars).Exemplar.Value);
        Assert.Equal(1, rig.Metric("belfry_remote_write_exemplars_total{outcome=\"labels_too_long\"}"));
        Assert.Equal(1, rig.Metric("belfry_remote_write_exemplars_total{outcome=\"out_of_bounds\"}"));
    }

    [Fact]
    public void A_series_of_histograms_that_went_is_made_again()
    {
        rig.SendSeries(Histogram(0));
        rig.Store.Forget();

        Assert.Equal(RemoteWriteStatus.Accepted, rig.SendSeries(Histogram(1)).Status);

        ProtobufWriter Histogram(int step) => RemoteMessages.Series(("__name__", "h"))
            .Message(4, RemoteMessages.Histogram(RemoteMessages.SmallHistogram, rig.NowMs + step));
    }

    [Fact]
    public void Metadata_is_kept_and_the_newest_word_counts()
    {
        rig.Send(new ProtobufWriter().Message(3, Metadata("m_total", 1, "Old.")));
        rig.Send(new ProtobufWriter().Message(3, Metadata("m_total", 1, "New.")).Message(3, Metadata("x", 3, "")));

        Assert.Equal("New.", Assert.Single(rig.Receiver.Metadata.Snapshot("m_total")).Value.Help);
        Assert.Equal(2, rig.Receiver.Metadata.Snapshot().Count);
        Assert.Equal(MetricType.Histogram, Assert.Single(rig.Receiver.Metadata.Snapshot("x")).Value.Type);
    }

    private static ProtobufWriter Metadata(string name, ulong type, string help) =>
        new ProtobufWriter().Plain(1, type).Text(2, name).Text(4, help);
}
