using Belfry.Encoding.Remote;
using Belfry.Model;
using Belfry.Model.Metrics;
using Belfry.Testing;
using Belfry.Testing.Protobuf;
using Xunit;

namespace Belfry.Encoding.Tests.Remote;

public sealed class WriteRequestReaderTests
{
    [Fact]
    public void Series_with_labels_and_samples_are_read()
    {
        var writer = new WriteRequestWriter();
        writer.AddSeries(Labels.From(("__name__", "up"), ("job", "j")).Canonical, [At(1, 1.5), At(-2, double.NaN)]);
        writer.AddSeries(Labels.From(("__name__", "b")).Canonical, [At(long.MaxValue, StaleMarker.Value)]);

        Assert.Equal(
            ["{__name__=\"up\", job=\"j\"} 1:1.5 -2:NaN", "{__name__=\"b\"} 9223372036854775807:stale"],
            Read(writer.Written));
    }

    [Fact]
    public void Labels_out_of_order_are_sorted_and_empty_ones_left_out()
    {
        Assert.Equal(
            ["{__name__=\"m\", a=\"1\", z=\"2\"} 1:1"],
                Read(Request(("z", "2"), ("__name__", "m"), ("e", ""), ("a", "1"))));
        Assert.Equal(["{__name__=\"m\", z=\"2\"} 1:1"], Read(Request(("__name__", "m"), ("e", ""), ("z", "2"))));
    }

    [Theory]
    [InlineData("job", "j", "x", "y", "! invalid metric name or labels, got {job=\"j\", x=\"y\"}")]
    [InlineData("__name__", "m", "", "y", "! invalid metric name or labels, got {\"\"=\"y\", __name__=\"m\"}")]
    [InlineData("__name__", "", "a", "y", "! invalid metric name or labels, got {__name__=\"\", a=\"y\"}")]
    public void Wrong_labels_are_reported(string name1, string value1, string name2, string value2, string expected)
    {
        Assert.Equal([expected], Read(Request((name1, value1), (name2, value2))));
    }

    [Fact]
    public void A_repeated_label_is_reported()
    {
        Assert.Equal(
            ["! invalid labels for series, labels {__name__=\"m\", a=\"1\", a=\"2\"}, duplicated label a"],
            Read(Request(("__name__", "m"), ("a", "1"), ("a", "2"))));
    }

    [Fact]
    public void A_label_that_is_not_utf8_is_reported()
    {
        var writer = new WriteRequestWriter();
        writer.AddRawSeries([new("__name__"u8.ToArray(), "m"u8.ToArray()), new("a"u8.ToArray(), [0xff])], [At(1, 1)]);

        Assert.StartsWith("! invalid metric name or labels", Assert.Single(Read(writer.Written)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Histograms_and_exemplars_are_counted_and_can_be_read()
    {
        var series = RemoteMessages.Series(("__name__", "m")).Message(2, RemoteMessages.Sample(1, 1));
        for (var index = 0; index < 3; index++)
        {
            series.Message(4, RemoteMessages.Histogram(RemoteMessages.SmallHistogram, index));
        }

        series.Message(3, RemoteMessages.Exemplar(7, 5, ("trace", "x")));
        var reader = new WriteRequestReader(new ProtobufWriter().Message(1, series).ToArray(), new RemoteLabels());

        Assert.True(reader.ReadSeries() && reader.ReadLabels());
        Assert.Equal((3, 1), (reader.HistogramCount, reader.ExemplarCount));
        var times = new List<long>();
        var histograms = reader.Histograms;
        while (histograms.Next(out var message))
        {
            Assert.True(RemoteHistogram.TryRead(message, out var histogram, out var time, out _));
            Assert.Equal("{count:5, sum:18.4, [-0.001,0.001]:1, (0.7071067811865475,1]:2, (1,1.414213562373095]:2}",
                histogram.ToString());
            times.Add(time.Value);
        }

        Assert.Equal([0, 1, 2], times);
        var exemplars = reader.Exemplars;
        Assert.True(exemplars.Next(out var exemplarMessage));
        Assert.True(RemoteExemplar.TryRead(exemplarMessage, new LabelsBuilder(), out var exemplar, out _));
        Assert.Equal(new Exemplar(Labels.From(("trace", "x")), 7, new TimestampMs(5)), exemplar);
        Assert.False(exemplars.Next(out _));
        Assert.True(reader.ReadSample(out _));
        Assert.False(reader.ReadSample(out _));
        Assert.False(reader.ReadSeries());
        Assert.Null(reader.Error);
    }

    [Fact]
    public void Metadata_is_read_by_a_pass_of_its_own()
    {
        var request = new ProtobufWriter().Message(3, new ProtobufWriter().Plain(1, 1).Text(2, "m_total")
            .Text(4, "Help.").Text(5, "s")).Message(3, new ProtobufWriter().Text(2, "x")).ToArray();
        var reader = new RemoteMetadataReader(request);

        Assert.True(reader.Read());
        Assert.Equal("m_total"u8, reader.FamilyName);
        Assert.Equal(MetricType.Counter, reader.Type);
        Assert.Equal("Help."u8, reader.Help);
        Assert.Equal("s"u8, reader.Unit);
        Assert.True(reader.Read());
        Assert.Equal(MetricType.Unknown, reader.Type);
        Assert.True(reader.Help.IsEmpty);
        Assert.False(reader.Read());
        Assert.Null(reader.Error);
    }

    [Theory]
    [InlineData("0a", "unexpected EOF")]
    [InlineData("0a05", "unexpected EOF")]
    [InlineData("8a", "unexpected EOF")]
    [InlineData("0801", "proto: wrong wireType = 0 for field 1")]
    [InlineData("00", "proto: illegal tag 0 (wire type 0)")]
    [InlineData("2b", "proto: illegal wireType 3")]
    [InlineData("0a02 0a05", "unexpected EOF")]
    [InlineData("ffffffffffffffffffffff", "proto: integer overflow")]
    public void Damage_is_reported(string hex, string expected)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        Assert.Equal(["error " + expected], Read(bytes));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var seed = new Seed(19);
        var good = Request(("__name__", "m"), ("a", "1"), ("b", "long enough to have a length"));
        for (var round = 0; round < 4_000; round++)
        {
            var bytes = good.ToArray();
            for (var flips = seed.Random.Next(1, 5); flips > 0; flips--)
            {
                bytes[seed.Random.Next(bytes.Length)] = (byte)seed.Random.Next(256);
            }

            var lines = Read(bytes.AsSpan(0, seed.Random.Next(bytes.Length + 1)));
            Assert.True(lines.Count <= bytes.Length, seed.ToString());
        }
    }

    private static byte[] Request(params (string Name, string Value)[] labels)
    {
        var writer = new WriteRequestWriter();
        writer.AddRawSeries(
            [.. labels.Select(label => new KeyValuePair<byte[], byte[]>(
                System.Text.Encoding.UTF8.GetBytes(label.Name), System.Text.Encoding.UTF8.GetBytes(label.Value)))],
            [At(1, 1)]);
        return writer.Written.ToArray();
    }

    private static Sample At(long timeMs, double value) => new(new TimestampMs(timeMs), value);

    private static List<string> Read(ReadOnlySpan<byte> message)
    {
        var lines = new List<string>();
        var labels = new RemoteLabels();
        var reader = new WriteRequestReader(message, labels);
        while (reader.ReadSeries() && reader.ReadLabels())
        {
            if (labels.Problem is not null)
            {
                lines.Add("! " + labels.Problem);
                continue;
            }

            var line = labels.Text();
            Assert.True(LabelsReader.IsCanonical(labels.Canonical));
            while (reader.ReadSample(out var sample))
            {
                var value = StaleMarker.IsStale(sample.Value) ? "stale" : FloatText.Plain(sample.Value);
                line += $" {sample.Timestamp.Value}:{value}";
            }

            lines.Add(line);
        }

        if (reader.Error is not null)
        {
            lines.Add("error " + reader.Error);
        }

        return lines;
    }
}
