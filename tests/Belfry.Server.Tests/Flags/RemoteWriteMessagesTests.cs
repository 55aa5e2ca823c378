using Belfry.Ingestion.Push;
using Belfry.Server.Flags;
using Belfry.Server.Serving;
using Xunit;

namespace Belfry.Server.Tests.Flags;

/// <summary>The flag that says which messages of remote write are taken.</summary>
public sealed class RemoteWriteMessagesTests
{
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
