using System.Buffers;
using Belfry.Encoding.Exposition;
using Belfry.Model.Metrics;
using Xunit;

namespace Belfry.Encoding.Tests.Exposition;

public sealed class TextExpositionWriterTests
{
    [Fact]
    public void A_family_is_written_with_help_type_and_samples()
    {
        var text = Written(writer =>
        {
            writer.BeginFamily("http_requests_total", MetricType.Counter, "two-line\n doc  str\\ing \"x\"");
            writer.WriteSample("", [new("code", "200"), new("path", "a\\b\"c\nd")], 1027);
            writer.WriteSample("", [], double.NaN);
        });

        Assert.Equal(
            "# HELP http_requests_total two-line\\n doc  str\\\\ing \"x\"\n# TYPE http_requests_total counter\n"
            + "http_requests_total{code=\"200\",path=\"a\\\\b\\\"c\\nd\"} 1027\nhttp_requests_total NaN\n",
            text);
    }

    [Fact]
    public void Suffixes_of_a_histogram_follow_its_name()
    {
        var text = Written(writer =>
        {
            writer.BeginFamily("name", MetricType.Histogram, "");
            writer.WriteSample("_bucket", [new("le", "+Inf")], 2693.123);
            writer.WriteSample("_sum", [], 1756047.3);
            writer.WriteSample("_count", [], 2693);
        });

        Assert.Equal(
            "# TYPE name histogram\nname_bucket{le=\"+Inf\"} 2693.123\nname_sum 1.7560473e+06\nname_count 2693\n",
                text);
    }

    [Fact]
    public void Names_outside_the_legacy_alphabet_are_quoted_inside_the_braces()
    {
        var text = Written(writer =>
        {
            writer.BeginFamily("gauge.name", MetricType.Gauge, "h");
            writer.WriteSample("_sum", [new("name.1", "Björn"), new("ok", "佖佥")], double.PositiveInfinity);
        });

        Assert.Equal(
            "# HELP \"gauge.name\" h\n# TYPE \"gauge.name\" gauge\n"
            + "{\"gauge.name_sum\",\"name.1\"=\"Björn\",ok=\"佖佥\"} +Inf\n",
            text);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(-17, "-17")]
    [InlineData(999999, "999999")]
    [InlineData(1000000, "1e+06")]
    [InlineData(1234567, "1.234567e+06")]
    [InlineData(0.23, "0.23")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-1.23e-45, "-1.23e-45")]
    [InlineData(3.14e42, "3.14e+42")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Values_are_written_as_Go_writes_them(double value, string expected)
    {
        var text = Written(writer =>
        {
            writer.BeginFamily("m", MetricType.Unknown, "");
            writer.WriteSample("", [], value);
        });

        Assert.Equal($"# TYPE m untyped\nm {expected}\n", text);
    }

    private static string Written(Action<TextExpositionWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        write(new TextExpositionWriter(bytes));
        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
