using System.Buffers;
using System.Globalization;
using Belfry.Api.Prometheus;
using Belfry.Model;
using Belfry.Testing;
using Xunit;
using TextEncoding = System.Text.Encoding;

namespace Belfry.Api.Tests.Prometheus;

public sealed class SampleJsonTests
{
    [Theory]
    [InlineData(0, 0, "[0,\"0\"]")]
    [InlineData(1_435_781_430_781, 1, "[1435781430.781,\"1\"]")]
    [InlineData(1_000, 0.1, "[1,\"0.1\"]")]
    [InlineData(1_100, -2.5, "[1.100,\"-2.5\"]")]
    [InlineData(1_020, 1e20, "[1.020,\"100000000000000000000\"]")]
    [InlineData(1_003, 1e21, "[1.003,\"1e+21\"]")]
    [InlineData(-1_500, 1e-6, "[-1.500,\"0.000001\"]")]
    [InlineData(5, 1.5e-7, "[0.005,\"1.5e-07\"]")]
    [InlineData(5, double.NaN, "[0.005,\"NaN\"]")]
    [InlineData(5, double.PositiveInfinity, "[0.005,\"+Inf\"]")]
    [InlineData(5, double.NegativeInfinity, "[0.005,\"-Inf\"]")]
    [InlineData(5, -0.0, "[0.005,\"-0\"]")]
    public void A_point_is_written_as_Prometheus_writes_it(long timestampMs, double value, string expected)
    {
        var buffer = new ArrayBufferWriter<byte>();

        SampleJson.WritePoint(buffer, timestampMs, value);

        Assert.Equal(expected, TextEncoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void A_written_value_reads_back_bit_for_bit()
    {
        var seed = new Seed(7);
        for (var round = 0; round < 20_000; round++)
        {
            var value = BitConverter.Int64BitsToDouble(seed.Random.NextInt64());
            if (double.IsFinite(value))
            {
                var buffer = new ArrayBufferWriter<byte>();
                SampleJson.WriteValue(buffer, value);
                var text = TextEncoding.UTF8.GetString(buffer.WrittenSpan).Trim('"');
                Assert.True(
                    value.Equals(double.Parse(text, CultureInfo.InvariantCulture)),
                    $"{value:R} is written {text} ({seed})");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain ~!#")]
    [InlineData("line\nbreak")]
    [InlineData("a \"quote\"")]
    [InlineData("back\\slash")]
    [InlineData("\u007f\u0001")]
    [InlineData("ümlaut 🚨")]
    public void Labels_are_valid_JSON_whatever_they_hold(string value)
    {
        var labels = Labels.From(("__name__", "up"), ("value", value), ("z", new string('x', 200)));
        var buffer = new ArrayBufferWriter<byte>();

        SampleJson.WriteLabels(buffer, labels);

        using var document = System.Text.Json.JsonDocument.Parse(buffer.WrittenMemory);
        Assert.Equal(
            labels.ToPairs(),
            document.RootElement.EnumerateObject()
                .Select(member => KeyValuePair.Create(member.Name, member.Value.GetString()!)));
    }

    [Fact]
    public void Label_values_are_escaped()
    {
        var buffer = new ArrayBufferWriter<byte>();

        SampleJson.WriteLabels(buffer, Labels.From(("b", "two \"2\"\n"), ("a", "ä")));

        Assert.Equal("{\"a\":\"ä\",\"b\":\"two \\\"2\\\"\\n\"}", TextEncoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Fact]
    public void Labels_are_escaped_as_the_platform_escapes_them()
    {
        var seed = new Seed(8);
        for (var round = 0; round < 20_000; round++)
        {
            // All kinds of bytes, most of them not UTF-8 together; plain ones most of the time.
            var texts = new byte[4][];
            for (var text = 0; text < texts.Length; text++)
            {
                texts[text] = new byte[seed.Random.Next(1, 40)];
                for (var place = 0; place < texts[text].Length; place++)
                {
                    texts[text][place] = (byte)(seed.Random.Next(60) == 0
                        ? seed.Random.Next(256)
                        : seed.Random.Next('a', 'z'));
                }
            }

            var builder = new LabelsBuilder();
            builder.Set(texts[0], texts[1]);
            builder.Set(texts[2], texts[3]);
            builder.Set("astral"u8, "\U0001F6A8\u2028\ue000é"u8);
            CompareWithPlatform(builder.ToLabels(), seed);
            CompareWithPlatform(Labels.From(("a", $"{round} of"), ("b", "many")), seed);
        }
    }

    [Fact]
    public void Points_are_written_with_commas_whatever_room_there_is()
    {
        var seed = new Seed(9);
        foreach (var count in (int[])[0, 1, 2, 100, 5000])
        {
            long[] times = [.. Enumerable.Range(0, count).Select(_ => seed.Random.NextInt64(-5_000, 2_000_000_000_000))];
            double[] values = [.. times.Select(_ => seed.Random.NextDouble() * seed.Random.Next(100))];
            var expected = times.Zip(values, (time, value) =>
            {
                var point = new ArrayBufferWriter<byte>();
                SampleJson.WritePoint(point, time, value);
                return TextEncoding.ASCII.GetString(point.WrittenSpan);
            });
            var actual = new ArrayBufferWriter<byte>(1);

            SampleJson.WritePoints(actual, times, values);

            Assert.Equal(string.Join(',', expected), TextEncoding.ASCII.GetString(actual.WrittenSpan));
        }
    }

    private static void CompareWithPlatform(Labels labels, Seed seed)
    {
        var actual = new ArrayBufferWriter<byte>();
        SampleJson.WriteLabels(actual, labels);
        var expected = new ArrayBufferWriter<byte>();
        using (var writer = new System.Text.Json.Utf8JsonWriter(expected, ApiAnswer.WriterOptions))
        {
            SampleJson.WriteLabels(writer, labels);
        }

        Assert.True(
            actual.WrittenSpan.SequenceEqual(expected.WrittenSpan),
            $"{TextEncoding.UTF8.GetString(actual.WrittenSpan)} ({seed})");
    }
}
