using Belfry.Model.Diagnostics;
using Xunit;

namespace Belfry.Model.Tests;

public sealed class TextTests
{
    // Vectors made with Go's strconv and fmt.
    [Theory]
    [InlineData(0, "0", "0", "0e+00")]
    [InlineData(-0.0, "-0", "-0", "-0e+00")]
    [InlineData(1, "1", "1", "1e+00")]
    [InlineData(0.1, "0.1", "0.1", "1e-01")]
    [InlineData(-1.5, "-1.5", "-1.5", "-1.5e+00")]
    [InlineData(1e6, "1000000", "1e+06", "1e+06")]
    [InlineData(123456, "123456", "123456", "1.23456e+05")]
    [InlineData(123456789, "123456789", "1.23456789e+08", "1.23456789e+08")]
    [InlineData(1e20, "100000000000000000000", "1e+20", "1e+20")]
    [InlineData(1e21, "1000000000000000000000", "1e+21", "1e+21")]
    [InlineData(1.5e300, null, "1.5e+300", "1.5e+300")]
    [InlineData(0.0001, "0.0001", "0.0001", "1e-04")]
    [InlineData(0.00001234, "0.00001234", "1.234e-05", "1.234e-05")]
    [InlineData(1e-7, "0.0000001", "1e-07", "1e-07")]
    [InlineData(5e-324, null, "5e-324", "5e-324")]
    [InlineData(double.MaxValue, null, "1.7976931348623157e+308", "1.7976931348623157e+308")]
    [InlineData(0.30000000000000004, "0.30000000000000004", "0.30000000000000004", "3.0000000000000004e-01")]
    [InlineData(double.NaN, "NaN", "NaN", "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf", "+Inf", "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf", "-Inf", "-Inf")]
    public void A_float_is_written_as_go_writes_it(double value, string? plain, string general, string exponent)
    {
        Assert.Equal(exponent, FloatText.Exponent(value));
        Assert.Equal(general, FloatText.General(value));
        if (plain is not null)
        {
            Assert.Equal(plain, FloatText.Plain(value));
        }
    }

    [Fact]
    public void A_plain_float_reads_back_as_itself()
    {
        var seed = new Belfry.Testing.Seed(9);
        for (var round = 0; round < 20_000; round++)
        {
            var value = BitConverter.Int64BitsToDouble(seed.Random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value))
            {
                var plain = FloatText.Plain(value);
                Assert.DoesNotContain('E', plain);
                Assert.Equal(value, double.Parse(plain, System.Globalization.CultureInfo.InvariantCulture));
                Assert.Equal(
                    value, double.Parse(FloatText.Exponent(value), System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a\"b\\c", @"""a\""b\\c""")]
    [InlineData("\a\b\f\n\r\t\v", @"""\a\b\f\n\r\t\v""")]
    [InlineData("\0\u001f\u007f", @"""\x00\x1f\x7f""")]
    [InlineData("é😀", "\"é😀\"")]
    [InlineData("\u00a0\u0085\u2028", @"""\u00a0\u0085\u2028""")]
    [InlineData("\U000e0001", @"""\U000e0001""")]
    public void Text_is_quoted_as_go_quotes_it(string text, string quoted) =>
        Assert.Equal(quoted, QuotedText.Quote(text));

    [Fact]
    public void Times_add_and_subtract_without_wrapping()
    {
        Assert.Equal(TimestampMs.MaxValue, TimestampMs.MaxValue + TimeSpan.FromSeconds(1));
        Assert.Equal(TimestampMs.MinValue, TimestampMs.MinValue - TimeSpan.FromSeconds(1));
        Assert.Equal(new TimestampMs(1500), new TimestampMs(500) + TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(-1), new TimestampMs(500) - new TimestampMs(1500));
        Assert.Equal(TimeSpan.MaxValue, TimestampMs.MaxValue - TimestampMs.MinValue);
        Assert.Equal(TimeSpan.MinValue, TimestampMs.MinValue - TimestampMs.MaxValue);
        Assert.True(new TimestampMs(1) < new TimestampMs(2) && new TimestampMs(2) >= new TimestampMs(2));
    }

    [Fact]
    public void A_time_is_printed_in_utc_and_clamped_to_what_a_date_can_be()
    {
        Assert.Equal("1970-01-01T00:00:01.500Z", new TimestampMs(1500).ToString());
        Assert.Equal("9999-12-31T23:59:59.999Z", TimestampMs.MaxValue.ToString());
        Assert.Equal("0001-01-01T00:00:00.000Z", TimestampMs.MinValue.ToString());
        Assert.Equal(1.5, new TimestampMs(1500).ToUnixSeconds());
        Assert.Equal(-1, TimestampMs.From(DateTimeOffset.UnixEpoch.AddTicks(-1)).Value);
    }

    [Fact]
    public void Diagnostics_are_rendered_with_the_line_and_a_caret()
    {
        Diagnostic[] diagnostics =
        [
            Diagnostic.Error(new("a.yml", 2, 4), "unknown key `foo`", "did you mean `for`?"),
            Diagnostic.Warning(new("", 0, 0), "nothing to do"),
            Diagnostic.Error(new("b.yml", 1, 1), "cannot be read"),
        ];

        var text = DiagnosticRendering.Render(diagnostics, file => file == "a.yml" ? "one\r\n\tx foo: 1\r\n" : null);

        Assert.Equal(
            """
            a.yml:2:4: error: unknown key `foo` (did you mean `for`?)
                 x foo: 1
                   ^
            warning: nothing to do
            b.yml:1:1: error: cannot be read

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void A_place_outside_the_text_is_rendered_without_a_caret_or_with_one_at_the_end()
    {
        Assert.Equal(
            "f:9:1: error: x\n",
            DiagnosticRendering.Render([Diagnostic.Error(new("f", 9, 1), "x")], _ => "one line"));
        Assert.Equal(
            "f:1:99: error: x\n    ab\n      ^\n",
            DiagnosticRendering.Render([Diagnostic.Error(new("f", 1, 99), "x")], _ => "ab"));
    }

    [Theory]
    [InlineData("up", true, true)]
    [InlineData("a:b", false, true)]
    [InlineData("_a1", true, true)]
    [InlineData("1a", false, false)]
    [InlineData("", false, false)]
    [InlineData("a-b", false, false)]
    [InlineData("é", false, false)]
    public void Legacy_names_are_told_apart(string name, bool isLabel, bool isMetric)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(name);

        Assert.Equal(isLabel, LabelNames.IsLegacyLabelName(bytes));
        Assert.Equal(isMetric, LabelNames.IsLegacyMetricName(bytes));
    }
}
