using Belfry.Encoding.Snappy;
using Belfry.Ingestion.Push;
using Belfry.Platform.Telemetry;
using Belfry.Platform.Time;
using Belfry.Testing.Metrics;
using Belfry.Testing.Protobuf;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Ingestion.Tests.Push;

/// <summary>A remote-write receiver over a recording store, to which requests are handed as messages.</summary>
internal sealed class PushRig
{
    internal PushRig(RemoteWriteOptions? options = null)
    {
        NowMs = Clock.NowMs().Value;
        Receiver = new RemoteWriteReceiver(
            Store, Clock, Registry, NullLogger<RemoteWriteReceiver>.Instance, options);
    }

    internal ManualClock Clock { get; } = new();

    internal RecordingStore Store { get; } = new();

    internal MetricRegistry Registry { get; } = new();

    internal RemoteWriteReceiver Receiver { get; }

    internal long NowMs { get; }

    internal RemoteWriteOutcome Send(ProtobufWriter request, RemoteWriteMessage message = RemoteWriteMessage.V1)
    {
        var bytes = request.ToArray();
        var block = new byte[SnappyBlock.EncodedLengthBytesMax(bytes.Length)];
        return Receiver.Write(block.AsSpan(0, SnappyBlock.Encode(bytes, block)), message);
    }

    /// <summary>Sends one series of remote write 1.0.</summary>
    internal RemoteWriteOutcome SendSeries(ProtobufWriter series) => Send(new ProtobufWriter().Message(1, series));

    /// <summary>Sends one series of remote write 2.0 with its table of symbols.</summary>
    internal RemoteWriteOutcome SendV2(string[] symbols, params ProtobufWriter[] series)
    {
        var request = new ProtobufWriter();
        foreach (var symbol in symbols)
        {
            request.Text(4, symbol);
        }

        foreach (var one in series)
        {
            request.Message(5, one);
        }

        return Send(request, RemoteWriteMessage.V2);
    }

    internal double Metric(string name) => CollectedMetrics.Of(Registry)[name];
}
