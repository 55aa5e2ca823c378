using Belfry.Ingestion.Push;
using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Testing.Protobuf;
using Xunit;

namespace Belfry.Ingestion.Tests.Push;

public sealed class RemoteWriteV2Tests
{
    private static readonly string[] Symbols = ["", "__name__", "m", "trace_id", "abc", "Help.", "seconds"];

    private readonly PushRig rig = new();

    private static ProtobufWriter Series => new ProtobufWriter().Packed(1, 1, 2);

    [Fact]
    public void Samples_histograms_exemplars_and_metadata_are_taken()
    {
        var outcome = rig.SendV2(
            Symbols,
            Series.Message(2, RemoteMessages.Sample(1, rig.NowMs).Plain(3, 5))
                .Message(3, RemoteMessages.Histogram(RemoteMessages.SmallHistogram, rig.NowMs + 1).Plain(17, 5))
                .Message(4, new ProtobufWriter().Packed(1, 3, 4).Real(2, 7).Plain(3, (ulong)rig.NowMs))
                .Message(5, new ProtobufWriter().Plain(1, 2).Plain(3, 5).Plain(4, 6)));

        Assert.Equal(new RemoteWriteOutcome(RemoteWriteStatus.Accepted, "", 1, 0, 1, 1), outcome);
        Assert.Single(rig.Store.Samples("{__name__=\"m\"}"));
        Assert.Equal(RemoteMessages.SmallHistogram.ToString(), Assert.Single(rig.Store.Histograms).Histogram.ToString());
        Assert.Equal(
            new Exemplar(Labels.From(("trace_id", "abc")), 7, new TimestampMs(rig.NowMs)),
            Assert.Single(rig.Store.Exemplars).Exemplar);
        var metadata = Assert.Single(rig.Receiver.Metadata.Snapshot("m")).Value;
        Assert.Equal((MetricType.Gauge, "Help.", "seconds"), (metadata.Type, metadata.Help, metadata.Unit));
        Assert.Equal(0, rig.Metric("prometheus_api_remote_write_without_metadata_appended_samples_total"));
    }

    [Fact]
    public void Every_problem_is_told_and_the_rest_is_stored()
    {
        var outcome = rig.SendV2(
            Symbols,
            new ProtobufWriter().Packed(1, 1).Message(2, RemoteMessages.Sample(1, rig.NowMs)),
            Series.Message(2, RemoteMessages.Sample(1, rig.NowMs)).Message(2, RemoteMessages.Sample(2, rig.NowMs))
                .Message(2, RemoteMessages.Sample(3, rig.NowMs - 1)).Message(2, RemoteMessages.Sample(4, rig.NowMs + 1))
                .Message(4, new ProtobufWriter().Packed(1, 3)));

        Assert.Equal(
            "parsing labels for series [1]: invalid labelRefs length 1\n"
            + "duplicate sample for timestamp for series {__name__=\"m\"}\n"
            + "out of order sample for series {__name__=\"m\"}\n"
            + "parsing exemplar for series {__name__=\"m\"}: invalid labelRefs length 1",
            outcome.Message);
        Assert.Equal((RemoteWriteStatus.Rejected, 2, 3), (outcome.Status, outcome.SamplesWritten, outcome.SamplesRejected));
        Assert.Equal(2, rig.Store.Samples("{__name__=\"m\"}").Count);
        Assert.Equal(2, rig.Metric("prometheus_api_remote_write_without_metadata_appended_samples_total"));
    }

    [Fact]
    public void Very_many_problems_are_told_in_part()
    {
        var series = Series;
        for (var index = 0; index < 60; index++)
        {
            series.Message(2, RemoteMessages.Sample(index, rig.NowMs));
        }

        var lines = rig.SendV2(Symbols, series).Message.Split('\n');

        Assert.Equal(51, lines.Length);
        Assert.Equal("... and 9 more", lines[^1]);
    }

    [Fact]
    public void Type_and_unit_become_labels_when_that_is_switched_on()
    {
        var labelling = new PushRig(new RemoteWriteOptions { AddsTypeAndUnitLabels = true });

        labelling.SendV2(
            Symbols,
            Series.Message(2, RemoteMessages.Sample(1, labelling.NowMs))
                .Message(5, new ProtobufWriter().Plain(1, 1).Plain(4, 6)));

        Assert.Equal(["{__name__=\"m\", __type__=\"counter\", __unit__=\"seconds\"}"], labelling.Store.Series.Keys);
    }

    [Fact]
    public void A_damaged_request_stores_nothing()
    {
        var outcome = rig.SendV2(
            Symbols, Series.Message(2, RemoteMessages.Sample(1, rig.NowMs)), new ProtobufWriter().Bytes(1, [0x80]));

        Assert.Equal(new RemoteWriteOutcome(RemoteWriteStatus.Rejected, "unexpected EOF", 0, 0, 0, 0), outcome);
        Assert.Equal(0, rig.Store.CommitCount);
    }
}
