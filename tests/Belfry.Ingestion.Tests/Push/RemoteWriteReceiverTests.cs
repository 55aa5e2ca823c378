using System.Buffers;
using Belfry.Encoding.Remote;
using Belfry.Encoding.Snappy;
using Belfry.Ingestion.Push;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Platform.Telemetry;
using Belfry.Platform.Time;
using Belfry.Storage.Contracts;
using Belfry.Testing.Protobuf;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Ingestion.Tests.Push;

public sealed class RemoteWriteReceiverTests
{
    private readonly ManualClock clock = new();
    private readonly RecordingStore store = new();
    private readonly RemoteWriteReceiver receiver;
    private readonly long now;

    public RemoteWriteReceiverTests()
    {
        now = clock.NowMs().Value;
        receiver = new RemoteWriteReceiver(
            store, clock, new MetricRegistry(), NullLogger<RemoteWriteReceiver>.Instance);
    }

    [Fact]
    public void An_accepted_request_is_one_committed_batch()
    {
        var outcome = receiver.Write(Block(("a", now, 1), ("a", now + 1, 2), ("b", now, 3)));

        Assert.Equal(new RemoteWriteOutcome(RemoteWriteStatus.Accepted, "", 3, 0, 0, 0), outcome);
        Assert.Equal(1, store.CommitCount);
        Assert.Equal(2, store.Samples("{__name__=\"a\"}").Count);
    }

    [Fact]
    public void A_retry_of_an_accepted_request_is_accepted()
    {
        var block = Block(("a", now, 1));

        receiver.Write(block);

        Assert.Equal(RemoteWriteStatus.Accepted, receiver.Write(block).Status);
        Assert.Single(store.Samples("{__name__=\"a\"}"));
    }

    [Fact]
    public void What_is_refused_does_not_keep_the_rest_from_being_stored()
    {
        receiver.Write(Block(("a", now, 1)));

        var outcome = receiver.Write(
            Block(("a", now - 5, 1), ("a", now, 2), ("a", now + 5, 3), ("", now, 9), ("b", now, 4)));

        Assert.Equal(RemoteWriteStatus.Rejected, outcome.Status);
        Assert.Equal("out of order sample for series {__name__=\"a\"}", outcome.Message);
        Assert.Equal(2, outcome.SamplesWritten);
        Assert.Equal(3, outcome.SamplesRejected);
        Assert.Equal(2, store.Samples("{__name__=\"a\"}").Count);
        Assert.Single(store.Samples("{__name__=\"b\"}"));
    }

    [Fact]
    public void Another_value_at_the_same_time_is_a_duplicate()
    {
        receiver.Write(Block(("a", now, 1)));

        Assert.Equal(
            "duplicate sample for timestamp for series {__name__=\"a\"}", receiver.Write(Block(("a", now, 2))).Message);
    }

    [Fact]
    public void Samples_too_far_ahead_are_out_of_bounds()
    {
        var outcome = receiver.Write(Block(("a", now + 601_000, 1)));

        Assert.Equal(RemoteWriteStatus.Rejected, outcome.Status);
        Assert.Equal(
            "out of bounds: timestamp is too far in the future for series {__name__=\"a\"}", outcome.Message);
    }

    [Fact]
    public void A_store_that_cannot_write_is_for_the_sender_to_retry()
    {
        store.CommitFailure = new StorageFailureException("disk full", "wal", -1, "make room");

        var outcome = receiver.Write(Block(("a", now, 1)));

        Assert.Equal(RemoteWriteStatus.StorageFailed, outcome.Status);
        Assert.Contains("disk full", outcome.Message, StringComparison.Ordinal);
        store.CommitFailure = null;
        Assert.Equal(RemoteWriteStatus.Accepted, receiver.Write(Block(("a", now, 1))).Status);
    }

    [Theory]
    [InlineData("", "snappy: corrupt input")]
    [InlineData("0510", "snappy: corrupt input")]
    [InlineData("8080801100", "snappy: decoded block is too large")]
    [InlineData("02040a05", "unexpected EOF")]
    public void Damage_is_rejected_and_nothing_stored(string hex, string expected)
    {
        var outcome = receiver.Write(Convert.FromHexString(hex));

        Assert.Equal(new RemoteWriteOutcome(RemoteWriteStatus.Rejected, expected, 0, 0, 0, 0), outcome);
        Assert.Equal(0, store.CommitCount);
    }

    [Fact]
    public void A_body_in_pieces_is_joined()
    {
        var block = Block(("a", now, 1));
        var first = new Piece(block.AsMemory(0, 3), 0);
        var last = first.Append(block.AsMemory(3));

        var outcome = receiver.Write(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length));

        Assert.Equal(RemoteWriteStatus.Accepted, outcome.Status);
    }

    [Theory]
    [InlineData(RemoteWriteMessage.V1)]
    [InlineData(RemoteWriteMessage.V2)]
    public void Nothing_is_allocated_per_sample(RemoteWriteMessage message)
    {
        var writer = new WriteRequestWriter();
        var symbols = new ProtobufWriter().Text(4, "").Text(4, "__name__").Text(4, "m").Text(4, "instance");
        var seriesV2 = new ProtobufWriter();
        for (var series = 0; series < 500; series++)
        {
            var labels = Labels.From(("__name__", "m"), ("instance", $"host-{series}:9100"), ("job", "node"));
            writer.AddSeries(labels.Canonical, [new Sample(new TimestampMs(now), series)]);
            symbols.Text(4, $"host-{series}:9100");
            seriesV2.Message(5, new ProtobufWriter().Packed(1, 1, 2, 3, (uint)(4 + series))
                .Message(2, RemoteMessages.Sample(series, now)).Message(5, new ProtobufWriter().Plain(1, 2)));
        }

        var block = message == RemoteWriteMessage.V1
            ? Compressed(writer.Written)
            : Compressed([.. symbols.ToArray(), .. seriesV2.ToArray()]);
        var sink = new SinkStore();
        var quiet = new RemoteWriteReceiver(
            sink, clock, new MetricRegistry(), NullLogger<RemoteWriteReceiver>.Instance);
        for (var round = 0; round < 40; round++)
        {
            quiet.Write(block, message);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        quiet.Write(block, message);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000);
        Assert.Equal(41 * 500, sink.Count);
    }

    private static byte[] Block(params (string Name, long TimeMs, double Value)[] samples)
    {
        var writer = new WriteRequestWriter();
        foreach (var (name, timeMs, value) in samples)
        {
            writer.AddSeries(
                Labels.From((name.Length == 0 ? "x" : "__name__", name.Length == 0 ? "y" : name)).Canonical,
                [new Sample(new TimestampMs(timeMs), value)]);
        }

        return Compressed(writer.Written);
    }

    private static byte[] Compressed(ReadOnlySpan<byte> request)
    {
        var block = new byte[SnappyBlock.EncodedLengthBytesMax(request.Length)];
        return block[..SnappyBlock.Encode(request, block)];
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        internal Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }

    private sealed class SinkStore : ISampleStore, ISampleAppender
    {
        internal long Count { get; private set; }

        public ISampleAppender Appender() => this;

        public SeriesRef Resolve(ReadOnlySpan<byte> canonicalLabels, ulong hash) => new(hash | 1);

        public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, double value)
        {
            Count++;
            return AppendOutcome.Appended;
        }

        public AppendOutcome Append(SeriesRef series, TimestampMs timestamp, NativeHistogram histogram) =>
            AppendOutcome.LimitReached;

        public AppendOutcome AppendExemplar(SeriesRef series, Exemplar exemplar) => AppendOutcome.LimitReached;

        public void Commit()
        {
        }

        public void Dispose()
        {
        }
    }
}
