using Belfry.Encoding.Remote;
using Belfry.Encoding.Snappy;
using Belfry.Ingestion.Push;
using Belfry.Model;
using Belfry.Platform.Telemetry;
using Belfry.Platform.Time;
using Belfry.Testing;
using Belfry.Testing.Storage;
using Belfry.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Belfry.Ingestion.Tests.Push;

public sealed class KnownSeriesTests
{
    private readonly ManualClock clock = new();
    private readonly RecordingStore store = new();
    private readonly WriteRequestWriter writer = new();
    private readonly RemoteWriteReceiver receiver;
    private readonly long now;

    public KnownSeriesTests()
    {
        now = clock.NowMs().Value;
        receiver = new RemoteWriteReceiver(
            store, clock, new MetricRegistry(), NullLogger<RemoteWriteReceiver>.Instance);
    }

    [Fact]
    public void Labels_that_came_before_are_not_resolved_again()
    {
        for (var round = 0; round < 5; round++)
        {
            writer.Clear();
            for (var series = 0; series < 100; series++)
            {
                writer.AddSeries(LabelsOf(series).Canonical, [new Sample(new TimestampMs(now + round), series)]);
            }

            Assert.Equal(100, Send().SamplesWritten);
        }

        Assert.Equal(100, store.ResolveCount);
        Assert.Equal(5, store.Samples(LabelsOf(99).ToString()).Count);
    }

    [Fact]
    public void A_series_that_went_is_made_again()
    {
        writer.AddSeries(LabelsOf(1).Canonical, [new Sample(new TimestampMs(now), 1)]);
        Send();
        store.Forget();
        writer.Clear();
        writer.AddSeries(LabelsOf(1).Canonical, [new Sample(new TimestampMs(now + 1), 2)]);

        Assert.Equal(RemoteWriteStatus.Accepted, Send().Status);
        Assert.Equal(RemoteWriteStatus.Accepted, Send().Status);
        Assert.Equal(2, store.ResolveCount);
        Assert.Single(store.Samples(LabelsOf(1).ToString()));
    }

    [Fact]
    public void A_label_behind_the_samples_counts()
    {
        byte[] name = [0x0a, 13, 0x0a, 8, .. "__name__"u8, 0x12, 1, (byte)'m'];
        byte[] sample = [0x12, 9, 0x09, .. BitConverter.GetBytes(1.5)];
        byte[] label = [0x0a, 6, 0x0a, 1, (byte)'a', 0x12, 1, (byte)'b'];

        for (var round = 0; round < 2; round++)
        {
            SendRaw([0x0a, (byte)(name.Length + sample.Length), .. name, .. sample]);
            SendRaw([0x0a, (byte)(name.Length + sample.Length + label.Length), .. name, .. sample, .. label]);
        }

        Assert.Equal(["{__name__=\"m\", a=\"b\"}", "{__name__=\"m\"}"], store.Series.Keys.Order());
    }

    [Fact]
    public void Requests_in_any_order_and_shape_store_what_they_say()
    {
        var seed = new Seed(72);
        var expected = new Dictionary<string, List<Sample>>();
        for (var round = 0; round < 60; round++)
        {
            writer.Clear();
            var first = seed.Random.Next(40);
            foreach (var series in Enumerable.Range(first, 40).Where(_ => seed.Random.Next(5) > 0))
            {
                var samples = Enumerable.Range(0, seed.Random.Next(4)).Select(place => new Sample(
                    new TimestampMs(now + (round * 10) + place), seed.Random.Next(3) * 0.5)).ToArray();
                writer.AddSeries(LabelsOf(series).Canonical, samples);
                if (samples.Length > 0)
                {
                    var key = LabelsOf(series).ToString();
                    expected.TryAdd(key, []);
                    expected[key].AddRange(samples);
                }
            }

            Assert.Equal(RemoteWriteStatus.Accepted, Send().Status);
        }

        Assert.Equal(expected.Keys.Order(), store.Series.Keys.Order());
        foreach (var (key, samples) in expected)
        {
            Assert.True(samples.SequenceEqual(store.Series[key]), seed.ToString());
        }
    }

    private static Labels LabelsOf(int series) => Labels.From(
        ("__name__", $"m{series % 7}"), ("instance", $"host-{series}:9100"), ("job", new string('j', series)));

    private RemoteWriteOutcome Send() => SendRaw(writer.Written);

    private RemoteWriteOutcome SendRaw(ReadOnlySpan<byte> request)
    {
        var block = new byte[SnappyBlock.EncodedLengthBytesMax(request.Length)];
        return receiver.Write(block.AsSpan(0, SnappyBlock.Encode(request, block)));
    }
}
