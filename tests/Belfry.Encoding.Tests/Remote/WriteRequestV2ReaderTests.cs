using Belfry.Encoding.Remote;
using Belfry.Model;
using Belfry.Testing;
using Belfry.Testing.Protobuf;
using Xunit;

namespace Belfry.Encoding.Tests.Remote;

public sealed class WriteRequestV2ReaderTests
{
    private static readonly string[] Symbols = ["", "__name__", "m", "b", "c", "a", "help", "seconds"];

    [Fact]
    public void Series_are_read_through_the_table_of_symbols()
    {
        var series = new ProtobufWriter().Packed(1, 1, 2, 3, 4, 5, 4)
            .Message(2, RemoteMessages.Sample(1.5, 10))
            .Message(2, RemoteMessages.Sample(2.5, 20).Plain(3, 5))
            .Message(5, new ProtobufWriter().Plain(1, 3).Plain(3, 6).Plain(4, 7));

        Assert.Equal(
            ["{__name__=\"m\", a=\"c\", b=\"c\"} 10:1.5 20:2.5 Histogram help seconds"], Read(Request(series)));
    }

    [Fact]
    public void The_table_may_stand_behind_the_series()
    {
        var request = new ProtobufWriter().Message(
            5, new ProtobufWriter().Packed(1, 1, 2).Message(2, RemoteMessages.Sample(1, 1)));
        request.Text(4, "").Text(4, "__name__").Text(4, "late");

        Assert.Equal(["{__name__=\"late\"} 1:1 Unknown  "], Read(request.ToArray()));
    }

    [Theory]
    [InlineData(new uint[] { 1, 2, 3 }, "parsing labels for series [1 2 3]: invalid labelRefs length 3")]
    [InlineData(
        new uint[] { 1, 999 },
        "parsing labels for series [1 999]: labelRefs 1 (name) = 999 (value) outside of symbols table (size 8)")]
    [InlineData(new uint[] { 3, 4 }, "invalid metric name or labels, got {b=\"c\"}")]
    [InlineData(new uint[] { 1, 0 }, "invalid metric name or labels, got {__name__=\"\"}")]
    [InlineData(
        new uint[] { 1, 2, 3, 4, 3, 2 },
        "invalid labels for series, labels {__name__=\"m\", b=\"c\", b=\"m\"}, duplicated label b")]
    public void What_is_wrong_with_a_series_is_its_own_problem(uint[] references, string expected)
    {
        var bad = new ProtobufWriter().Packed(1, references).Message(2, RemoteMessages.Sample(1, 1));
        var good = new ProtobufWriter().Packed(1, 1, 2).Message(2, RemoteMessages.Sample(1, 1));

        Assert.Equal(["! " + expected, "{__name__=\"m\"} 1:1 Unknown  "], Read(Request(bad, good)));
    }

    [Theory]
    [InlineData(3, "help_ref")]
    [InlineData(4, "unit_ref")]
    public void Metadata_outside_of_the_table_is_a_problem(int field, string name)
    {
        var series = new ProtobufWriter().Packed(1, 1, 2).Message(2, RemoteMessages.Sample(1, 1))
            .Message(5, new ProtobufWriter().Plain(field, 99));

        Assert.Equal(
            [$"! parsing metadata for series [1 2]: metadata {name} 99 outside of symbols table (size 8)"],
            Read(Request(series)));
    }

    [Fact]
    public void A_series_without_samples_is_a_problem() => Assert.Equal(
        ["! TimeSeries must contain at least one sample or histogram for series {__name__=\"m\"}"],
        Read(Request(new ProtobufWriter().Packed(1, 1, 2))));

    [Fact]
    public void Type_and_unit_become_labels_when_that_is_wanted()
    {
        var series = new ProtobufWriter().Packed(1, 1, 2).Message(2, RemoteMessages.Sample(1, 1))
            .Message(5, new ProtobufWriter().Plain(1, 1).Plain(4, 7));

        Assert.StartsWith(
            "{__name__=\"m\", __type__=\"counter\", __unit__=\"seconds\"} ",
            Assert.Single(Read(Request(series), addsTypeAndUnit: true)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_exemplar_is_read_through_the_table()
    {
        var request = Request(new ProtobufWriter().Packed(1, 1, 2).Message(2, RemoteMessages.Sample(1, 1))
            .Message(4, new ProtobufWriter().Packed(1, 3, 4).Real(2, 7).Plain(3, 9))
            .Message(4, new ProtobufWriter().Packed(1, 3, 88)));
        var reader = new WriteRequestV2Reader(request, new RemoteSymbols(), new RemoteLabels(), false);
        Assert.True(reader.ReadSeries());
        var messages = reader.Exemplars;

        Assert.True(messages.Next(out var first));
        Assert.True(reader.TryReadExemplar(first, new LabelsBuilder(), out var exemplar, out _));
        Assert.Equal(new Exemplar(Labels.From(("b", "c")), 7, new TimestampMs(9)), exemplar);
        Assert.True(messages.Next(out var second));
        Assert.False(reader.TryReadExemplar(second, new LabelsBuilder(), out _, out var problem));
        Assert.Equal("labelRefs 3 (name) = 88 (value) outside of symbols table (size 8)", problem);
        Assert.Null(reader.Error);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var seed = new Seed(21);
        var good = Request(new ProtobufWriter().Packed(1, 1, 2, 3, 4).Message(2, RemoteMessages.Sample(1, 1))
            .Message(3, RemoteMessages.Histogram(RemoteMessages.SmallHistogram, 5))
            .Message(4, new ProtobufWriter().Packed(1, 3, 4).Real(2, 7).Plain(3, 9))
            .Message(5, new ProtobufWriter().Plain(1, 1).Plain(3, 6)));
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

    private static byte[] Request(params ProtobufWriter[] series)
    {
        var request = new ProtobufWriter();
        foreach (var symbol in Symbols)
        {
            request.Text(4, symbol);
        }

        foreach (var one in series)
        {
            request.Message(5, one);
        }

        return request.ToArray();
    }

    private static List<string> Read(ReadOnlySpan<byte> message, bool addsTypeAndUnit = false)
    {
        var lines = new List<string>();
        var labels = new RemoteLabels();
        var reader = new WriteRequestV2Reader(message, new RemoteSymbols(), labels, addsTypeAndUnit);
        while (reader.ReadSeries())
        {
            if (reader.Problem is not null)
            {
                lines.Add("! " + reader.Problem);
                continue;
            }

            Assert.True(LabelsReader.IsCanonical(labels.Canonical));
            var line = labels.Text();
            while (reader.ReadSample(out var sample))
            {
                line += $" {sample.Timestamp.Value}:{FloatText.Plain(sample.Value)}";
            }

            lines.Add($"{line} {reader.Type} {Text(reader.Help)} {Text(reader.Unit)}");
        }

        if (reader.Error is not null)
        {
            lines.Add("error " + reader.Error);
        }

        return lines;
    }

    private static string Text(ReadOnlySpan<byte> text) => System.Text.Encoding.UTF8.GetString(text);
}
