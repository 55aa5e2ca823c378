using Xunit;

namespace Belfry.Encoding.Tests.Exposition;

public sealed class TextExpositionReaderTests
{
    [Fact]
    public void Metadata_comments_and_samples_come_in_order()
    {
        var entries = ReaderDump.Text(
            "# HELP a What it is.\n#\tTYPE a summary\n# a comment\n#\n\na{quantile=\"0.5\",x=\"y\",} 4.5e-05\n"
            + "a { quantile= \"1\" b = \"c\" } 3\t 17\na_count 99");

        Assert.Equal(
            [
                "Help a: What it is.",
                "Type a: summary",
                "comment",
                "comment",
                "{__name__=\"a\", quantile=\"0.5\", x=\"y\"} 0.000045",
                "{__name__=\"a\", b=\"c\", quantile=\"1.0\"} 3 @17",
                "{__name__=\"a_count\"} 99",
            ],
            entries);
    }

    [Fact]
    public void Escapes_are_resolved_and_unknown_ones_kept()
    {
        Assert.Equal(
            ["{__name__=\"a\", b=\"\\\\ \\n \\\" \\\\x\"} 1"], ReaderDump.Text("a{b=\"\\\\ \\n \\\" \\x\"} 1\n"));
    }

    [Fact]
    public void Quoted_names_stand_anywhere_in_the_braces()
    {
        Assert.Equal(
            [
                "{__name__=\"http.status\", a=\"b\", \"x y\"=\"z\"} 1",
                "{__name__=\"http.status\", a=\"b\"} 2",
            ],
            ReaderDump.Text("{\"http.status\",\"x y\"=\"z\",a=\"b\"} 1\n{a=\"b\",\"http.status\"} 2\n"));
    }

    [Theory]
    [InlineData("NaN", "NaN")]
    [InlineData("nan", "NaN")]
    [InlineData("+Inf", "+Inf")]
    [InlineData("-inf", "-Inf")]
    [InlineData("Infinity", "+Inf")]
    [InlineData("+1.5E+3", "1500")]
    [InlineData(".5", "0.5")]
    [InlineData("1.", "1")]
    [InlineData("-0", "-0")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("0.1e-6", "0.0000001")]
    [InlineData("123456789012345678901234567890", "123456789012345680000000000000")]
    [InlineData("4.9406564584124654e-324", "0.000000000000000000000000000000000000000000000000000000000000000000000000"
        + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "000000000000000000000000000000000005")]
    public void Floats_are_read_as_Go_reads_them(string text, string expected)
    {
        Assert.Equal(["{__name__=\"a\"} " + expected], ReaderDump.Text($"a {text}\n"));
    }

    [Theory]
    [InlineData("a", "1:2: expected value after metric, got \"\\n\" (\"INVALID\") while parsing: \"a\\n\"")]
    [InlineData("a 1\nb{c='d'} 1\n",
        "2:5: expected label value, got \"'\" (\"INVALID\") while parsing: \"b{c='\"")]
    [InlineData("{\"a\", \"b = \"c\"}",
        "1:13: expected equal, got \"c\\\"\" (\"LNAME\") while parsing: \"{\\\"a\\\", \\\"b = \\\"c\\\"\"")]
    [InlineData("{a=\"b\"} 1\n", "1:9: metric name not set while parsing: \"{a=\\\"b\\\"} 1\"")]
    [InlineData("a{\"b\"} 1\n", "1:6: metric name already set while parsing: \"a{\\\"b\\\"}\"")]
    [InlineData("a true\n", "1:3: strconv.ParseFloat: parsing \"true\": invalid syntax while parsing: \"a true\"")]
    [InlineData("a 1e\n", "1:3: strconv.ParseFloat: parsing \"1e\": invalid syntax while parsing: \"a 1e\"")]
    [InlineData("a 1e999\n",
        "1:3: strconv.ParseFloat: parsing \"1e999\": value out of range while parsing: \"a 1e999\"")]
    [InlineData("a 1_2\n", "1:3: unsupported character in float while parsing: \"a 1_2\"")]
    [InlineData("a 1 99999999999999999999\n",
        "1:5: strconv.ParseInt: parsing \"99999999999999999999\": value out of range while parsing: "
        + "\"a 1 99999999999999999999\"")]
    [InlineData("a 1 -5\n", "1:5: expected timestamp or new record, got \"-\" (\"INVALID\") while parsing: \"a 1 -\"")]
    [InlineData("# TYPE a trumpet\n", "1:9: invalid metric type \"trumpet\"")]
    [InlineData("# TYPE #\n",
        "1:8: expected metric name after TYPE, got \"#\" (\"INVALID\") while parsing: \"# TYPE #\"")]
    [InlineData("9\n", "1:1: expected a valid start token, got \"9\" (\"INVALID\") while parsing: \"9\"")]
    public void An_error_says_where_and_what(string text, string expected)
    {
        Assert.Equal(expected, ReaderDump.Text(text)[^1]);
    }

    [Fact]
    public void A_label_value_that_is_not_utf8_is_refused()
    {
        byte[] text = [.. "a{b=\""u8, 0xff, .. "\"} 1\n"u8];

        Assert.Equal(["1:5: invalid UTF-8 label value: \"\\\"\\xff\\\"\""], ReaderDump.Text(text));
    }

    [Fact]
    public void A_quoted_name_may_not_be_empty()
    {
        Assert.EndsWith("a label has an empty name", ReaderDump.Text("{\"a\",\"\"=\"b\"} 1\n")[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_comes_twice_is_reported()
    {
        Assert.Equal(
            ["{__name__=\"a\", b=\"2\"} 1 ! label name \"b\" is not unique: invalid sample"],
            ReaderDump.Text("a{b=\"1\",b=\"2\"} 1\n"));
    }
}
