using Belfry.Ingestion.Push;
using Belfry.Server.Flags;
using Belfry.Server.Serving;
using Xunit;

namespace Belfry.Server.Tests.Flags;

public sealed class FeaturesTests
{
    [Fact]
    public void Features_are_named_in_one_value_or_several()
    {
        var features = new Features(["exemplar-storage, type-and-unit-labels", ""]);

        Assert.True(features is { KeepsExemplars: true, AddsTypeAndUnitLabels: true });
        Assert.Empty(features.Remarks);
        Assert.True(new Features(["x", "exemplar-storage"]).KeepsExemplars);
        Assert.False(new Features([""]).KeepsExemplars);
    }

    [Fact]
    public void What_changes_nothing_is_said() => Assert.Equal(
        [
            "feature `native-histograms` has no effect: set `scrape_native_histograms: true` in the configuration",
            "feature `warp` is not known to this version and changes nothing",
        ],
        new Features(["warp,native-histograms"]).Remarks);

    [Fact]
    public void Remote_write_takes_the_messages_that_its_flag_names()
    {
        Assert.Equal(RemoteWriteMessages.All, Messages().Messages);
        Assert.Equal(
            [RemoteWriteMessage.V2],
            Messages("--web.remote-write-receiver.accepted-protobuf-messages=io.prometheus.write.v2.Request").Messages);
        Assert.Equal(
            [
                "flag `--web.remote-write-receiver.accepted-protobuf-messages`: unknown type for remote write protobuf "
                + "message yolo, supported: prometheus.WriteRequest, io.prometheus.write.v2.Request",
            ],
            Messages("--web.remote-write-receiver.accepted-protobuf-messages=yolo").Errors);
    }

    private static (IReadOnlyList<RemoteWriteMessage> Messages, IReadOnlyList<string> Errors) Messages(
        params string[] arguments)
    {
        var flags = FlagParser.Parse(PrometheusFlags.All, arguments, out _)!;
        return (RemoteWriteSettings.Messages(flags, out var errors), errors);
    }
}
