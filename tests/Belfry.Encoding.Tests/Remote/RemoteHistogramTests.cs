using Belfry.Encoding.Remote;
using Belfry.Encoding.Tests.Histograms;
using Belfry.Model;
using Belfry.Model.Histograms;
using Belfry.Testing;
using Belfry.Testing.Protobuf;
using Xunit;

namespace Belfry.Encoding.Tests.Remote;

public sealed class RemoteHistogramTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Histograms_of_every_shape_come_back_as_they_were(bool isInteger)
    {
        var seed = new Seed(77);
        for (var round = 0; round < 500; round++)
        {
            var histogram = RandomHistograms.Next(seed.Random, isInteger);
            var message = RemoteMessages.Histogram(histogram, round).ToArray();

            Assert.True(RemoteHistogram.TryRead(message, out var read, out var time, out var error), error);
            Assert.Equal(new TimestampMs(round), time);
            Assert.Equal(histogram.GetType(), read.GetType());
            Assert.Equal(Fields(histogram), Fields(read));
        }
    }

    [Fact]
    public void Values_that_are_not_packed_are_read_too()
    {
        var message = new ProtobufWriter().Plain(1, 3).Zigzag(12, 2).Zigzag(12, -1).Zigzag(4, -53)
            .Real(16, 0.5).Real(16, 1)
            .Message(11, new ProtobufWriter().Plain(2, 2)).ToArray();

        Assert.True(RemoteHistogram.TryRead(message, out var read, out _, out _));
        var histogram = Assert.IsType<IntegerHistogram>(read);
        Assert.Equal([2, -1], histogram.PositiveDeltas);
        Assert.Equal([0.5, 1], histogram.CustomValues);
        Assert.Equal([new BucketSpan(0, 2)], histogram.PositiveSpans);
        Assert.Equal(NativeHistogram.CustomBucketsSchema, histogram.Schema);
    }

    [Fact]
    public void The_last_count_decides_the_kind()
    {
        var message = new ProtobufWriter().Plain(1, 3).Real(2, 4.5).Plain(6, 1).ToArray();

        Assert.True(RemoteHistogram.TryRead(message, out var read, out _, out _));
        var histogram = Assert.IsType<FloatHistogram>(read);
        Assert.Equal((4.5, 0), (histogram.Count, histogram.ZeroCount));
    }

    [Fact]
    public void A_hint_that_is_none_says_nothing()
    {
        Assert.True(RemoteHistogram.TryRead(new ProtobufWriter().Plain(14, 9).ToArray(), out var read, out _, out _));
        Assert.Equal(CounterResetHint.Unknown, read.CounterResetHint);
    }

    [Fact]
    public void More_values_than_any_histogram_has_are_refused_before_they_cost_memory()
    {
        var many = new ProtobufWriter().Bytes(12, new byte[70_000]).ToArray();

        Assert.False(RemoteHistogram.TryRead(many, out _, out _, out var error));
        Assert.Equal("field 12 of a histogram has 70000 values, more than 65536", error);
    }

    [Theory]
    [InlineData("6205ff", "unexpected EOF")]
    [InlineData("620180", "unexpected EOF")]
    [InlineData("6a03000000", "unexpected EOF")]
    [InlineData("5a0208", "unexpected EOF")]
    [InlineData("1801", "proto: wrong wireType = 0 for field 3")]
    public void Damage_is_reported(string hex, string expected)
    {
        Assert.False(RemoteHistogram.TryRead(Convert.FromHexString(hex), out _, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var seed = new Seed(20);
        var good = RemoteMessages.Histogram(RemoteMessages.SmallHistogram, 1).ToArray();
        for (var round = 0; round < 4_000; round++)
        {
            var bytes = good.ToArray();
            for (var flips = seed.Random.Next(1, 5); flips > 0; flips--)
            {
                bytes[seed.Random.Next(bytes.Length)] = (byte)seed.Random.Next(256);
            }

            var isRead = RemoteHistogram.TryRead(
                bytes.AsSpan(0, seed.Random.Next(bytes.Length + 1)), out var read, out _, out var error);
            Assert.True(isRead ? read is not null : error is not null, seed.ToString());
            _ = read?.FindDefect();
        }
    }

    private static string Fields(NativeHistogram histogram) => string.Join(
        ' ',
        histogram.Schema,
        histogram.CounterResetHint,
        BitConverter.DoubleToInt64Bits(histogram.Sum),
        BitConverter.DoubleToInt64Bits(histogram.ZeroThreshold),
        string.Join(',', histogram.PositiveSpans),
        string.Join(',', histogram.NegativeSpans),
        string.Join(',', histogram.CustomValues),
        histogram is FloatHistogram floats
            ? $"{floats.Count} {floats.ZeroCount} {string.Join(',', floats.PositiveBuckets)} "
                + string.Join(',', floats.NegativeBuckets)
            : Counts((IntegerHistogram)histogram));

    private static string Counts(IntegerHistogram histogram) =>
        $"{histogram.Count} {histogram.ZeroCount} {string.Join(',', histogram.PositiveDeltas)} "
        + string.Join(',', histogram.NegativeDeltas);
}
