using Belfry.Encoding.ClientProtobuf;
using Belfry.Encoding.Exposition;
using Belfry.Encoding.Tests.Exposition;
using Belfry.Model.Histograms;
using Belfry.Testing;
using Belfry.Testing.Protobuf;
using Xunit;

namespace Belfry.Encoding.Tests.ClientProtobuf;

public sealed class ProtobufExpositionReaderTests
{
    private const int Counter = 0;
    private const int Gauge = 1;
    private const int Summary = 2;
    private const int Untyped = 3;
    private const int Histogram = 4;
    private const int GaugeHistogram = 5;

    [Fact]
    public void Simple_families_are_read_with_their_metadata()
    {
        var body = ClientMessages.Exposition(
            ClientMessages.Family("c_bytes_total", Counter, "Bytes \"sent\".", "bytes")
                .Message(4, ClientMessages.Metric(("a", "x\"\\\ny"), ("b", "")).Message(3, new ProtobufWriter().Real(1, 3)
                    .Message(2, ClientMessages.Exemplar(0.5, 1_234_567, ("trace", "t")))))
                .Message(4, ClientMessages.Metric().Message(3, new ProtobufWriter().Real(1, 4)).Plain(6, 77)),
            ClientMessages.Family("empty", Gauge),
            ClientMessages.Family("unnamed metric", Untyped)
                .Message(4, ClientMessages.Metric(("ü", "1")).Message(5, new ProtobufWriter().Real(1, double.NaN))));

        Assert.Equal(
            [
                "Help c_bytes_total: Bytes \"sent\".",
                "Unit c_bytes_total: bytes",
                "Type c_bytes_total: Counter",
                "{__name__=\"c_bytes_total\", a=\"x\\\"\\\\\\ny\"} 3 # {trace=\"t\"} 0.5 @1234567",
                "{__name__=\"c_bytes_total\"} 4 @77",
                "Help unnamed metric: ",
                "Type unnamed metric: Unknown",
                "{__name__=\"unnamed metric\", \"ü\"=\"1\"} NaN",
            ],
            Read(body));
    }

    [Fact]
    public void Counters_summaries_and_histograms_say_since_when_they_count()
    {
        var start = new ProtobufWriter().Plain(1, 5).Plain(2, 7_999_999);
        byte[] broken = [.. new ProtobufWriter().Plain(1, 5).ToArray(), 2 << 3];
        var body = ClientMessages.Exposition(
            ClientMessages.Family("c", Counter)
                .Message(4, ClientMessages.Metric().Message(3, new ProtobufWriter().Real(1, 3).Message(3, start)))
                .Message(4, ClientMessages.Metric().Message(3, new ProtobufWriter().Real(1, 3)))
                .Message(4, ClientMessages.Metric().Message(3, new ProtobufWriter().Real(1, 3).Bytes(3, broken))),
            ClientMessages.Family("g", Gauge)
                .Message(4, ClientMessages.Metric().Message(2, new ProtobufWriter().Real(1, 3).Message(3, start))),
            ClientMessages.Family("s", Summary)
                .Message(4, ClientMessages.Metric().Message(4, new ProtobufWriter().Plain(1, 3).Message(4, start))),
            ClientMessages.Family("h", Histogram)
                .Message(4, ClientMessages.Metric().Message(7, new ProtobufWriter().Plain(1, 3).Message(15, start))));
        var scratch = new ProtobufExpositionScratch();
        var reader = new ProtobufExpositionReader(body, scratch, default);
        var starts = new List<string>();
        for (var entry = reader.Read(); entry != ExpositionEntry.End; entry = reader.Read())
        {
            var isFound = reader.TryReadStart(out var time);
            Assert.True(entry == ExpositionEntry.Series || !isFound);
            if (entry == ExpositionEntry.Series)
            {
                starts.Add(System.Text.Encoding.UTF8.GetString(reader.SeriesText) + (isFound ? $" {time.Value}" : ""));
            }
        }

        Assert.Equal(
            ["c 5007", "c", "c", "g", "s_count 5007", "s_sum 5007", "h_count 5007", "h_sum 5007",
                "h_bucket{le=\"+Inf\"} 5007"],
            starts);
    }

    [Fact]
    public void Summaries_and_classic_histograms_come_as_several_series()
    {
        var body = ClientMessages.Exposition(
            ClientMessages.Family("s", Summary).Message(4, ClientMessages.Metric().Message(
                4,
                new ProtobufWriter().Plain(1, 3).Real(2, 4.5)
                    .Message(3, new ProtobufWriter().Real(1, 0.5).Real(2, 9))
                    .Message(3, new ProtobufWriter().Real(1, 1).Real(2, 10)))),
            ClientMessages.Family("t", Summary).Message(4, ClientMessages.Metric().Message(
                4, new ProtobufWriter().Plain(1, 1))),
            ClientMessages.Family("h", Histogram).Message(4, ClientMessages.Metric().Message(
                7,
                new ProtobufWriter().Plain(1, 3).Real(2, 4.5).Message(3, ClientMessages.Bucket(1, 2)
                    .Message(3, ClientMessages.Exemplar(7, null, ("id", "1")))))),
            ClientMessages.Family("g", GaugeHistogram).Message(4, ClientMessages.Metric().Message(
                7,
                new ProtobufWriter().Real(4, 2.5).Message(3, new ProtobufWriter().Real(2, double.PositiveInfinity)
                    .Real(4, 2.5)))));

        Assert.Equal(
            [
                "{__name__=\"s_count\"} 3", "{__name__=\"s_sum\"} 4.5",
                "{__name__=\"s\", quantile=\"0.5\"} 9", "{__name__=\"s\", quantile=\"1.0\"} 10",
                "{__name__=\"t_count\"} 1", "{__name__=\"t_sum\"} 0",
                "{__name__=\"h_count\"} 3", "{__name__=\"h_sum\"} 4.5",
                "{__name__=\"h_bucket\", le=\"1.0\"} 2 # {id=\"1\"} 7",
                "{__name__=\"h_bucket\", le=\"+Inf\"} 3",
                "{__name__=\"g_count\"} 2.5", "{__name__=\"g_sum\"} 0",
                "{__name__=\"g_bucket\", le=\"+Inf\"} 2.5",
            ],
            Read(body).Where(line => line[0] == '{'));
    }

    [Theory]
    [InlineData(true, false, "native")]
    [InlineData(true, true, "native count sum bucket bucket")]
    [InlineData(false, false, "count sum bucket bucket")]
    [InlineData(false, true, "count sum bucket bucket")]
    public void A_histogram_of_both_forms_is_read_as_is_wanted(bool readsNative, bool keepsClassic, string expected)
    {
        var body = ClientMessages.Exposition(Both);

        var kinds = Read(body, readsNative, keepsClassic).Where(line => line[0] == '{').Select(line =>
            line.Contains("_count", StringComparison.Ordinal) ? "count"
            : line.Contains("_sum", StringComparison.Ordinal) ? "sum"
            : line.Contains("_bucket", StringComparison.Ordinal) ? "bucket" : "native");

        Assert.Equal(expected, string.Join(' ', kinds));
    }

    [Fact]
    public void A_native_histogram_has_the_exemplars_that_carry_a_time()
    {
        Assert.Equal(
            "{__name__=\"h\"} {count:5, sum:18.4, [-0.001,0.001]:1, (0.7071067811865475,1]:2, (1,1.414213562373095]:2} "
            + "# {id=\"b\"} 2 @2000",
            Read(ClientMessages.Exposition(Both)).Single(line => line[0] == '{'));

        var own = ClientMessages.Histogram(RemoteMessages.SmallHistogram)
            .Message(3, ClientMessages.Bucket(1, 2).Message(3, ClientMessages.Exemplar(9, 9000)))
            .Message(16, ClientMessages.Exemplar(1, null)).Message(16, ClientMessages.Exemplar(2, 2000))
            .Message(16, ClientMessages.Exemplar(3, 3000));
        var family = ClientMessages.Family("h", Histogram).Message(4, ClientMessages.Metric().Message(7, own));
        Assert.EndsWith(
            " # {} 2 @2000 # {} 3 @3000",
            Read(ClientMessages.Exposition(family)).Single(line => line[0] == '{'),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_without_length_says_that_a_histogram_without_observations_is_native()
    {
        var family = ClientMessages.Family("h", Histogram).Message(4, ClientMessages.Metric().Message(
            7, new ProtobufWriter().Message(12, new ProtobufWriter().Plain(2, 0))));

        Assert.Equal("{__name__=\"h\"} {count:0, sum:0}", Read(ClientMessages.Exposition(family))[^1]);
    }

    [Fact]
    public void A_gauge_histogram_says_so()
    {
        var family = ClientMessages.Family("h", GaugeHistogram).Message(
            4, ClientMessages.Metric().Message(7, ClientMessages.Histogram(RemoteMessages.SmallHistogram)));
        var reader = new ProtobufExpositionReader(
            ClientMessages.Exposition(family), new ProtobufExpositionScratch(), new(true, false));
        while (reader.Histogram is null)
        {
            reader.Read();
        }

        Assert.Equal(CounterResetHint.Gauge, reader.Histogram!.CounterResetHint);
    }

    [Theory]
    [InlineData("05", "1:1: unexpected EOF")]
    [InlineData("80", "1:1: unexpected EOF")]
    [InlineData("050a0161220005", "2:7: unexpected EOF")]
    [InlineData("0222 00", "1:1: invalid metric name: ")]
    [InlineData("070a0161180922 00", "1:1: unknown metric type for metric \"a\": 9")]
    [InlineData("060a0161220100", "1:1: proto: illegal tag 0 (wire type 0)")]
    public void Damage_is_reported_with_its_place(string hex, string expected)
    {
        var lines = Read(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal(expected, lines[^1]);
    }

    [Fact]
    public void What_is_wrong_with_a_family_is_told_in_the_words_of_the_original()
    {
        Assert.Equal(
            "1:1: unit \"bytes\" not a suffix of counter \"a_total\"",
            Read(ClientMessages.Exposition(ClientMessages.Family("a_total", Counter, "", "bytes")
                .Message(4, ClientMessages.Metric())))[^1]);
        Assert.Equal(
            "1:1: invalid help for metric \"a\": \ufffd",
            Read(ClientMessages.Exposition(new ProtobufWriter().Text(1, "a").Bytes(2, [0xff])
                .Message(4, ClientMessages.Metric())))[^1]);
        Assert.Equal(
            "1:1: invalid label name: ",
            Read(ClientMessages.Exposition(ClientMessages.Family("a", Gauge)
                .Message(4, ClientMessages.Metric(("", "x")))))[^1]);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var seed = new Seed(22);
        var good = ClientMessages.Exposition(
            Both,
            ClientMessages.Family("c_total", Counter, "Help.").Message(4, ClientMessages.Metric(("a", "b"))
                .Message(3, new ProtobufWriter().Real(1, 3).Message(2, ClientMessages.Exemplar(1, 1, ("t", "x"))))),
            ClientMessages.Family("s", Summary).Message(4, ClientMessages.Metric().Message(
                4, new ProtobufWriter().Plain(1, 3).Message(3, new ProtobufWriter().Real(1, 0.5).Real(2, 9)))));
        for (var round = 0; round < 4_000; round++)
        {
            var bytes = good.ToArray();
            for (var flips = seed.Random.Next(1, 5); flips > 0; flips--)
            {
                bytes[seed.Random.Next(bytes.Length)] = (byte)seed.Random.Next(256);
            }

            var lines = Read(bytes.AsSpan(0, seed.Random.Next(bytes.Length + 1)), keepsClassic: round % 2 == 0);
            Assert.True(lines.Count <= 3 * bytes.Length, seed.ToString());
        }
    }

    private static ProtobufWriter Both => ClientMessages.Family("h", Histogram).Message(
        4,
        ClientMessages.Metric().Message(7, ClientMessages.Histogram(RemoteMessages.SmallHistogram)
            .Message(3, ClientMessages.Bucket(1, 2).Message(3, ClientMessages.Exemplar(1, null, ("id", "a"))))
            .Message(3, ClientMessages.Bucket(double.PositiveInfinity, 5)
                .Message(3, ClientMessages.Exemplar(2, 2000, ("id", "b"))))));

    private static List<string> Read(ReadOnlySpan<byte> body, bool readsNative = true, bool keepsClassic = false)
    {
        var reader = new ProtobufExpositionReader(
            body, new ProtobufExpositionScratch(), new(readsNative, keepsClassic));
        return ReaderDump.All(ref reader);
    }
}
